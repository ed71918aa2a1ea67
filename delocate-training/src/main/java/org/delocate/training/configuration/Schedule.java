package org.delocate.training.configuration;

import static org.delocate.setting.Source.OURS;

import org.delocate.setting.Setting;

/** Learning rates step by step: a linear warm-up, then a cosine down to the last. */
public record Schedule(
    @Setting(source = OURS, max = 10, value = "learning rate at the end of the warm-up")
        double learningRate,
    @Setting(
            source = OURS,
            max = 10,
            value = "learning rate at the last step; not above learningRate")
        double finalLearningRate,
    @Setting(source = OURS, max = 1e9, value = "steps of the linear warm-up; not above steps")
        int warmupSteps,
    @Setting(source = OURS, min = 1, max = 1e9, value = "steps of the whole run") int steps) {

  public Schedule {
    if (finalLearningRate > learningRate) {
      throw new IllegalArgumentException(
          "finalLearningRate is " + finalLearningRate + ", above learningRate " + learningRate);
    }
    if (warmupSteps > steps) {
      throw new IllegalArgumentException(
          "warmupSteps is " + warmupSteps + ", above steps " + steps);
    }
  }

  /** The learning rate of a step, counted from 0. */
  public double at(long step) {
    if (step < warmupSteps) {
      return learningRate * (step + 1) / warmupSteps;
    }
    double done = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
    double share = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
    return finalLearningRate + (learningRate - finalLearningRate) * share;
  }
}
