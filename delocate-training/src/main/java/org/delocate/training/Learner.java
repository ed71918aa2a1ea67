package org.delocate.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Turns gradients into new weights: LibTorch's AdamW or SGD under the schedule of {@link
 * Optimization}, with clipping. Matrices and convolutions decay; vectors (biases, scales of
 * normalisation) do not.
 */
final class Learner implements AutoCloseable {

  private final Optimization settings;
  private final Optimizer optimizer;
  private final TensorVector parameters;

  /**
   * Must be made outside any pointer scope, which would free the optimiser when it closes.
   *
   * @param named the parameters to train, in an order that is the same in every run
   * @throws IllegalArgumentException if none of them wants a gradient
   */
  Learner(Map<String, Tensor> named, Optimization settings) {
    this.settings = settings;
    List<Tensor> decayed = new ArrayList<>();
    List<Tensor> others = new ArrayList<>();
    for (Tensor parameter : named.values()) {
      if (parameter.requires_grad()) {
        (parameter.dim() > 1 ? decayed : others).add(parameter);
      }
    }
    if (decayed.isEmpty() || others.isEmpty()) {
      throw new IllegalArgumentException("no matrices or no vectors to train");
    }
    List<Tensor> all = new ArrayList<>(decayed);
    all.addAll(others);
    this.parameters = vector(all);
    boolean adamw = settings.optimizer().equals("adamw");
    this.optimizer =
        adamw
            ? new AdamW(vector(decayed), adamw(settings.weightDecay()))
            : new SGD(vector(decayed), sgd(settings.weightDecay()));
    OptimizerOptions undecayed = adamw ? adamw(0) : sgd(0);
    optimizer.add_param_group(new OptimizerParamGroup(vector(others), undecayed));
  }

  /**
   * One update from the gradients that lie in the parameters, which are cleared afterwards.
   *
   * @param step counted from 0; decides the learning rate
   * @return the joint norm of the gradients before clipping
   * @throws DivergedException if the gradients are not finite; the weights are then as before
   */
  double step(long step) {
    double limit = settings.clipNorm() == 0 ? Double.MAX_VALUE : settings.clipNorm();
    double norm = torch.clip_grad_norm_(parameters, limit);
    if (!Double.isFinite(norm)) {
      throw new DivergedException("the gradients of step " + step + " are not finite");
    }
    OptimizerParamGroupVector groups = optimizer.param_groups();
    for (long i = 0; i < groups.size(); i++) {
      groups.get(i).options().set_lr(settings.learningRate(step));
    }
    optimizer.step();
    optimizer.zero_grad();
    return norm;
  }

  /** Writes the optimiser's moments. */
  void save(Path file) {
    try (OutputArchive archive = new OutputArchive()) {
      optimizer.save(archive);
      archive.save_to(file.toString());
    }
  }

  /** Reads what {@link #save} wrote for the same parameters. */
  void load(Path file) {
    try (InputArchive archive = new InputArchive()) {
      archive.load_from(file.toString());
      optimizer.load(archive);
    }
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
  }

  private static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(tensors.toArray(Tensor[]::new));
  }

  private AdamWOptions adamw(double weightDecay) {
    AdamWOptions options = new AdamWOptions(settings.learningRate());
    // The binding reverses betas() in silence; the defaults tell which slot is β₁ (0.9) and which
    // β₂ (0.999).
    DoublePointer betas = options.betas();
    int first = betas.get(0) < betas.get(1) ? 0 : 1;
    betas.put(first, settings.momentum()).put(1 - first, settings.secondMomentum());
    options.weight_decay().put(weightDecay);
    return options;
  }

  private SGDOptions sgd(double weightDecay) {
    SGDOptions options = new SGDOptions(settings.learningRate());
    options.momentum().put(settings.momentum());
    options.weight_decay().put(weightDecay);
    options.nesterov().put(settings.momentum() > 0);
    return options;
  }
}
