package org.delocate.evaluation.calibration;

import java.util.List;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.metrics.ScoredSample;

/** Fits {@code probability = sigmoid(logit / temperature)} (Guo et al., 2017), without a bias. */
public final class TemperatureScaling {

  private static final double LOWEST = 1e-3;
  private static final double HIGHEST = 1e3;
  private static final int HALVINGS = 100;

  private TemperatureScaling() {}

  /**
   * The maximum-likelihood fit, each class weighted to one half; between 0.001 and 1000.
   *
   * @throws IllegalArgumentException if a class is missing
   */
  public static Calibrator fit(List<ScoredSample> logits) {
    long forged = logits.stream().filter(ScoredSample::forged).count();
    long real = logits.size() - forged;
    if (forged == 0 || real == 0) {
      throw new IllegalArgumentException("calibration needs forged and real samples");
    }
    // The loss is convex in the slope 1 / temperature: halve the interval by the slope's gradient.
    double low = 1 / HIGHEST;
    double high = 1 / LOWEST;
    for (int i = 0; i < HALVINGS; i++) {
      double slope = Math.sqrt(low * high);
      if (gradient(logits, slope, forged, real) > 0) {
        high = slope;
      } else {
        low = slope;
      }
    }
    return new Calibrator(1 / Math.sqrt(low * high), 0);
  }

  private static double gradient(List<ScoredSample> logits, double slope, long forged, long real) {
    double gradient = 0;
    for (ScoredSample sample : logits) {
      double p = 1 / (1 + Math.exp(-slope * sample.score()));
      double error = p - (sample.forged() ? 1 : 0);
      gradient += 0.5 / (sample.forged() ? forged : real) * error * sample.score();
    }
    return gradient;
  }
}
