package org.delocate.training.configuration;

import static org.delocate.setting.Source.OURS;

import org.delocate.setting.Setting;

/**
 * The optimiser and its schedule: a linear warm-up, then a cosine down to {@code
 * finalLearningRate}.
 */
public record Optimization(
    @Setting(
            source = OURS,
            oneOf = {ADAMW, "sgd"},
            value = "AdamW is reported of stage 1, SGD of stage 2")
        String optimizer,
    @Setting(source = OURS, max = 10, value = "learning rate at the end of the warm-up")
        double learningRate,
    @Setting(
            source = OURS,
            max = 10,
            value = "learning rate at the last step; not above learningRate")
        double finalLearningRate,
    @Setting(source = OURS, max = 1e9, value = "steps of the linear warm-up; not above steps")
        int warmupSteps,
    @Setting(source = OURS, min = 1, max = 1e9, value = "steps of the whole run") int steps,
    @Setting(source = OURS, max = 1, value = "momentum of SGD; β₁ of AdamW") double momentum,
    @Setting(source = OURS, max = 1, value = "β₂ of AdamW; unused by SGD") double secondMomentum,
    @Setting(
            source = OURS,
            max = 1,
            value = "weight decay; not applied to biases and the scales of normalisation")
        double weightDecay,
    @Setting(
            source = OURS,
            max = 1e6,
            value = "gradients are scaled down to this joint norm; 0 switches it off")
        double clipNorm,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "decay per step of the exponential moving average of the weights that is evaluated"
                    + " and saved; 0: off")
        double averageDecay) {

  private static final String ADAMW = "adamw";

  public Optimization {
    if (finalLearningRate > learningRate) {
      throw new IllegalArgumentException(
          "finalLearningRate is " + finalLearningRate + ", above learningRate " + learningRate);
    }
    if (warmupSteps > steps) {
      throw new IllegalArgumentException(
          "warmupSteps is " + warmupSteps + ", above steps " + steps);
    }
  }

  /** Whether it is AdamW, and not SGD. */
  public boolean isAdamW() {
    return optimizer.equals(ADAMW);
  }

  /** The learning rate of a step, counted from 0. */
  public double learningRate(long step) {
    if (step < warmupSteps) {
      return learningRate * (step + 1) / warmupSteps;
    }
    double done = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    double share = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
    return finalLearningRate + (learningRate - finalLearningRate) * share;
  }
}
