package org.delocate.training.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.engine.Precision;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.TrainingConfiguration;

/**
 * The gradient of a step: the mean over its batches, one after the other (gradient accumulation),
 * each plain or by meta-learning.
 *
 * @param <B> a batch
 */
public final class StepGradients<B> {

  /** In the log: the loss of the meta-test batch after the inner step. */
  public static final String META_TEST = "metaTest";

  private final TrainingStage<B> stage;
  private final Precision precision;
  private final MetaGradients meta;

  /**
   * @param parameters what is trained, by full name
   */
  public StepGradients(
      TrainingStage<B> stage, TrainingConfiguration settings, Map<String, Tensor> parameters) {
    this.stage = stage;
    boolean onGpu = parameters.values().stream().anyMatch(Tensor::is_cuda);
    this.precision = onGpu ? Precision.FP32 : settings.run().precision();
    this.meta =
        settings.metaLearning().isOn()
            ? new MetaGradients(
                settings.metaLearning(),
                // A frozen one has no gradient to ask for.
                parameters.values().stream().filter(Tensor::requires_grad).toList(),
                statistics(stage, parameters.keySet()))
            : null;
  }

  private static List<Tensor> statistics(TrainingStage<?> stage, Set<String> parameters) {
    Map<String, Tensor> state = new LinkedHashMap<>(Weights.state(stage.networks()));
    state.keySet().removeAll(parameters);
    state.keySet().removeAll(Weights.parameters(stage.networks()).keySet());
    return List.copyOf(state.values());
  }

  /**
   * Adds the gradient to what lies in the parameters, normally nothing.
   *
   * @return the means of the losses by name
   * @throws DivergedException if a loss is not finite; names the faces
   */
  public Map<String, Double> add(long step, List<Episode<B>> episodes) {
    double share = 1.0 / episodes.size();
    Map<String, Double> means = new LinkedHashMap<>();
    for (Episode<B> episode : episodes) {
      try (PointerScope scope = new PointerScope()) {
        Map<String, Tensor> losses = new LinkedHashMap<>();
        if (meta == null) {
          Tensor loss = loss(episode.train(), losses);
          requireFinite(loss, step, episode.train());
          loss.mul(new Scalar(share)).backward();
        } else {
          addMeta(step, episode, share, losses);
        }
        losses.forEach((name, part) -> means.merge(name, share * part.item_float(), Double::sum));
      }
    }
    return means;
  }

  private void addMeta(long step, Episode<B> episode, double share, Map<String, Tensor> losses) {
    B test = episode.test().orElseThrow();
    MetaGradients.Losses found =
        meta.add(
            checked(step, episode.train(), losses),
            checked(step, test, new LinkedHashMap<>()),
            share);
    losses.put(META_TEST, found.test());
  }

  private Supplier<Tensor> checked(long step, B batch, Map<String, Tensor> losses) {
    return () -> {
      Tensor loss = loss(batch, losses);
      requireFinite(loss, step, batch);
      return loss;
    };
  }

  private Tensor loss(B batch, Map<String, Tensor> losses) {
    try (Precision.Scope cast = precision.enter()) {
      return stage.loss(batch, losses);
    }
  }

  private void requireFinite(Tensor loss, long step, B batch) {
    double value = loss.item_float();
    if (!Double.isFinite(value)) {
      throw DivergedException.of("loss is " + value, step, stage.keys(batch));
    }
  }

  /** The faces of a step. */
  public List<String> keys(List<Episode<B>> episodes) {
    List<String> keys = new ArrayList<>();
    for (Episode<B> episode : episodes) {
      keys.addAll(stage.keys(episode.train()));
      episode.test().ifPresent(test -> keys.addAll(stage.keys(test)));
    }
    return keys;
  }
}
