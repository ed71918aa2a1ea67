package org.delocate.training.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.OptimizerParamGroupVector;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.training.configuration.Optimization;

/**
 * Turns gradients into new weights: LibTorch's AdamW or SGD under the schedule of {@link
 * Optimization}, with clipping. Matrices and convolutions decay; vectors (biases, scales of
 * normalisation) do not.
 */
public final class Learner implements AutoCloseable {

  private final Optimization settings;
  private final Optimizer optimizer;
  private final TensorVector parameters;
  private final List<Double> rateShares;

  /**
   * Must be made outside any pointer scope, which would free the optimiser when it closes.
   *
   * @param named the parameters to train, in an order that is the same in every run
   * @param rateShare of a parameter's name: its share of the learning rate
   * @throws IllegalArgumentException if none of them wants a gradient
   */
  public Learner(
      Map<String, Tensor> named, Optimization settings, ToDoubleFunction<String> rateShare) {
    this.settings = settings;
    Map<Group, List<Tensor>> groups = new LinkedHashMap<>();
    for (boolean decays : new boolean[] {true, false}) {
      named.forEach(
          (name, parameter) -> {
            if (parameter.requires_grad() && parameter.dim() > 1 == decays) {
              Group group = new Group(decays, rateShare.applyAsDouble(name));
              groups.computeIfAbsent(group, any -> new ArrayList<>()).add(parameter);
            }
          });
    }
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to train");
    }
    this.parameters = vector(groups.values().stream().flatMap(List::stream).toList());
    this.rateShares = groups.keySet().stream().map(Group::rateShare).toList();
    Iterator<Map.Entry<Group, List<Tensor>>> each = groups.entrySet().iterator();
    Map.Entry<Group, List<Tensor>> first = each.next();
    this.optimizer =
        settings.isAdamW()
            ? new AdamW(vector(first.getValue()), adamw(first.getKey()))
            : new SGD(vector(first.getValue()), sgd(first.getKey()));
    each.forEachRemaining(
        more ->
            optimizer.add_param_group(
                new OptimizerParamGroup(
                    vector(more.getValue()),
                    settings.isAdamW() ? adamw(more.getKey()) : sgd(more.getKey()))));
  }

  /** Parameters that are treated alike. */
  private record Group(boolean decays, double rateShare) {}

  /**
   * Scales the gradients that lie in the parameters down to the greatest norm allowed.
   *
   * @return their joint norm before; if it is not finite, {@link #update} must not follow
   */
  public double clip() {
    double limit = settings.clipNorm() == 0 ? Double.MAX_VALUE : settings.clipNorm();
    return torch.clip_grad_norm_(parameters, limit);
  }

  /**
   * One update from the gradients that lie in the parameters, which are cleared afterwards.
   *
   * @param step counted from 0; decides the learning rate
   */
  public void update(long step) {
    OptimizerParamGroupVector groups = optimizer.param_groups();
    for (int i = 0; i < rateShares.size(); i++) {
      groups.get(i).options().set_lr(settings.schedule().at(step) * rateShares.get(i));
    }
    optimizer.step();
    optimizer.zero_grad();
  }

  /** Writes the optimiser's moments. */
  public void save(Path file) {
    try (OutputArchive archive = new OutputArchive()) {
      optimizer.save(archive);
      archive.save_to(file.toString());
    }
  }

  /** Reads what {@link #save} wrote for the same parameters. */
  public void load(Path file) {
    try (InputArchive archive = new InputArchive()) {
      // What was saved on a GPU can be gone on with here, wherever the parameters lie.
      archive.load_from(file.toString(), new DeviceOptional(parameters.get(0).device()));
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

  private AdamWOptions adamw(Group group) {
    AdamWOptions options = new AdamWOptions(settings.schedule().learningRate());
    // The binding reverses betas() in silence; the defaults tell which slot is β₁ (0.9) and which
    // β₂ (0.999).
    DoublePointer betas = options.betas();
    int first = betas.get(0) < betas.get(1) ? 0 : 1;
    betas.put(first, settings.momentum()).put(1 - first, settings.secondMomentum());
    options.weight_decay().put(group.decays() ? settings.weightDecay() : 0);
    return options;
  }

  private SGDOptions sgd(Group group) {
    SGDOptions options = new SGDOptions(settings.schedule().learningRate());
    options.momentum().put(settings.momentum());
    options.weight_decay().put(group.decays() ? settings.weightDecay() : 0);
    options.nesterov().put(settings.momentum() > 0);
    return options;
  }
}
