package org.delocate.training.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;

/**
 * One checkpoint from several of the same networks: the mean of their weights, and of the running
 * statistics of batch normalisation. Where one run went on from another, both often lie in one
 * basin of the loss, and their mean carries over better than either (Wortsman et al., "Model
 * soups", ICML 2022, and "Robust fine-tuning of zero-shot models", CVPR 2022). Whether it does is
 * for validation to say.
 */
public final class ModelSoup {

  private ModelSoup() {}

  /**
   * Writes the mean in single precision.
   *
   * @param checkpoints at least two, read from folders; what the first's card says of training
   *     stands in the mean's, with the names and the digests of all of them; what was measured or
   *     calibrated does not, since it is no longer true
   * @param out folder for {@code model.json} and {@code model.safetensors}
   * @return the card as written
   * @throws IllegalArgumentException if there are fewer than two
   * @throws CheckpointException if their networks differ, weights are damaged, or writing fails
   */
  public static ModelCard write(List<Checkpoint> checkpoints, Path out) {
    if (checkpoints.size() < 2) {
      throw new IllegalArgumentException(
          "a mean needs at least two checkpoints, not " + checkpoints.size());
    }
    for (Checkpoint other : checkpoints) {
      if (!other.card().networks().equals(checkpoints.get(0).card().networks())) {
        throw new CheckpointException(
            CheckpointException.Reason.WRONG_ARCHITECTURE,
            other.card().name()
                + " has other networks than "
                + checkpoints.get(0).card().name()
                + ": their weights have no mean");
      }
    }
    ModelCard card = card(checkpoints);
    try (DelocateNetworks mean = checkpoints.get(0).networks();
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> state = Weights.state(mean);
      for (Checkpoint other : checkpoints.subList(1, checkpoints.size())) {
        state.forEach(
            (name, sum) -> {
              try (Tensor values = other.weights().tensor(name)) {
                sum.add_(values);
              }
            });
      }
      state.values().forEach(sum -> sum.div_(new Scalar((double) checkpoints.size())));
      Checkpoint.write(out, card, mean, Safetensors.Type.F32);
    }
    return card;
  }

  private static ModelCard card(List<Checkpoint> checkpoints) {
    ModelCard first = checkpoints.get(0).card();
    ModelProvenance before = first.provenance();
    Map<String, String> stages = new LinkedHashMap<>(before.configuration());
    stages.put(
        "mean",
        checkpoints.stream()
            .map(
                checkpoint ->
                    checkpoint.card().name() + " (weights " + checkpoint.weights().sha256() + ")")
            .collect(Collectors.joining(", ")));
    return ModelCard.unmeasured(
        first.name(),
        checkpoints.get(0).card().networks(),
        ModelProvenance.ofThisMachine(
            before.codeVersion(), stages, before.dataDigest(), before.seed()),
        first.trainingDataLicence());
  }
}
