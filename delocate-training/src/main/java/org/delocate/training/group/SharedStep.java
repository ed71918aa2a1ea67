package org.delocate.training.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * What the workers of a run even out at every step, in one exchange: gradients, running statistics
 * of normalisation, and losses. Afterwards all of them make the same update.
 */
public final class SharedStep {

  private final WorkerGroup workers;
  private final Collection<Tensor> parameters;
  private final Collection<Tensor> statistics;

  /**
   * @param parameters whose gradients are shared
   * @param statistics of fp32
   */
  public SharedStep(
      WorkerGroup workers, Collection<Tensor> parameters, Collection<Tensor> statistics) {
    this.workers = workers;
    this.parameters = parameters;
    this.statistics = statistics;
  }

  /**
   * Puts the means over the workers in place of the gradients and statistics.
   *
   * @param losses of this worker
   * @return the means of the losses
   * @throws WorkerLostException if a worker does not take part in time
   */
  public Map<String, Double> average(Map<String, Double> losses) {
    if (workers.isAlone()) {
      return losses;
    }
    double[] own = losses.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] means;
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> shared = new ArrayList<>();
      for (Tensor parameter : parameters) {
        Tensor gradient = parameter.grad();
        if (gradient.defined()) {
          shared.add(gradient);
        }
      }
      shared.addAll(statistics);
      means = workers.average(shared, own);
    }
    Map<String, Double> joint = new LinkedHashMap<>();
    int i = 0;
    for (String name : losses.keySet()) {
      joint.put(name, means[i++]);
    }
    return joint;
  }
}
