package org.delocate.training.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.weights.Safetensors;

/**
 * Exponential moving average of weights and running statistics. Evaluating the average instead of
 * the last step's weights takes the noise of single steps out, which counts most in short runs.
 */
public final class WeightAverage {

  private final double decay;
  private final Map<String, Tensor> average = new LinkedHashMap<>();

  /**
   * Starts at the given weights. Must be made outside any pointer scope.
   *
   * @param decay share of the old average that stays at every step, 0 to 1
   */
  public WeightAverage(Map<String, Tensor> weights, double decay) {
    this.decay = decay;
    try (NoGradGuard guard = new NoGradGuard()) {
      weights.forEach((name, tensor) -> average.put(name, tensor.detach().clone()));
    }
  }

  /**
   * Moves the average towards the weights. Early averages forget faster, so that the random start
   * does not linger.
   *
   * @param step counted from 0
   */
  public void update(Map<String, Tensor> weights, long step) {
    double keep = Math.min(decay, (1.0 + step) / (10.0 + step));
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      average.forEach(
          (name, mean) -> {
            Tensor now = weights.get(name).detach();
            if (mean.is_floating_point()) {
              mean.mul_(new Scalar(keep)).add_(now, new Scalar(1 - keep));
            } else {
              mean.copy_(now);
            }
          });
    }
  }

  /** Takes over an average that was saved. */
  public void load(Safetensors saved) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      average.forEach((name, mean) -> mean.copy_(saved.tensor(name)));
    }
  }

  /** The averaged tensors by name; they go on changing with {@link #update}. */
  public Map<String, Tensor> tensors() {
    return average;
  }

  /**
   * Runs something with the average in place of the weights, and puts the weights back afterwards,
   * whatever happens.
   */
  public void runWithAverage(Map<String, Tensor> weights, Runnable action) {
    swap(weights);
    try {
      action.run();
    } finally {
      swap(weights);
    }
  }

  private void swap(Map<String, Tensor> weights) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      average.forEach(
          (name, mean) -> {
            Tensor weight = weights.get(name).detach();
            Tensor kept = weight.clone();
            weight.copy_(mean);
            mean.copy_(kept);
          });
    }
  }
}
