package org.delocate.training.configuration;

/**
 * The optimiser and its schedule: a linear warm-up, then a cosine down to {@code
 * finalLearningRate}.
 *
 * @param optimizer {@code adamw} or {@code sgd}
 * @param learningRate at the end of the warm-up
 * @param finalLearningRate at the last step
 * @param warmupSteps steps of the linear warm-up
 * @param steps of the whole run
 * @param momentum of SGD; β₁ of AdamW
 * @param secondMomentum β₂ of AdamW; unused by SGD
 * @param weightDecay not applied to biases and the scales of normalisation
 * @param clipNorm gradients are scaled down to this joint norm; 0 switches it off
 * @param averageDecay per step, of the exponential moving average of the weights that is evaluated
 *     and saved; 0 off
 */
public record Optimization(
    String optimizer,
    double learningRate,
    double finalLearningRate,
    int warmupSteps,
    int steps,
    double momentum,
    double secondMomentum,
    double weightDecay,
    double clipNorm,
    double averageDecay) {

  public Optimization {
    if (!optimizer.equals("adamw") && !optimizer.equals("sgd")) {
      throw new IllegalArgumentException("optimizer '" + optimizer + "' is neither adamw nor sgd");
    }
    Check.range("learningRate", learningRate, 0, 10);
    Check.range("finalLearningRate", finalLearningRate, 0, learningRate);
    Check.range("steps", steps, 1, 1e9);
    Check.range("warmupSteps", warmupSteps, 0, steps);
    Check.range("momentum", momentum, 0, 1);
    Check.range("secondMomentum", secondMomentum, 0, 1);
    Check.range("weightDecay", weightDecay, 0, 1);
    Check.range("clipNorm", clipNorm, 0, 1e6);
    Check.range("averageDecay", averageDecay, 0, 1);
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
