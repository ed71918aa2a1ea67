package org.delocate.detection.verdict;

/**
 * Turns a logit into a probability: {@code sigmoid(logit / temperature + bias)} (temperature
 * scaling, Guo et al., 2017, with a shift). Both numbers were fitted to validation data with each
 * class weighted to one half, and stand in the model's card.
 *
 * @param temperature above 0
 * @param bias added after the division
 */
public record Calibrator(double temperature, double bias) {

  public Calibrator {
    if (!(temperature > 0) || !Double.isFinite(temperature) || !Double.isFinite(bias)) {
      throw new IllegalArgumentException(
          "no calibration: temperature " + temperature + ", bias " + bias);
    }
  }

  /** The probability of forgery, 0 to 1. */
  public double probability(double logit) {
    return 1 / (1 + Math.exp(-(logit / temperature + bias)));
  }

  /** The logit that has a probability, above 0 and below 1. */
  public double logit(double probability) {
    return (Math.log(probability / (1 - probability)) - bias) * temperature;
  }
}
