package org.delocate.evaluation.calibration;

import java.util.List;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.metrics.ScoredSample;

/**
 * Fits {@code probability = sigmoid(logit / temperature + bias)} to validation scores: temperature
 * scaling (Guo et al., 2017) with a shift, which a detector needs whose classes are not balanced as
 * in training.
 */
public final class PlattScaling {

  private static final int MOST_STEPS = 200;

  private PlattScaling() {}

  /**
   * The maximum-likelihood fit, each class weighted to one half, so that the probability answers
   * for an even prior. Newton's method on a convex problem; a small ridge keeps separable data
   * finite.
   *
   * @throws IllegalArgumentException if a class is missing
   */
  public static Calibrator fit(List<ScoredSample> logits) {
    long forged = logits.stream().filter(ScoredSample::forged).count();
    long real = logits.size() - forged;
    if (forged == 0 || real == 0) {
      throw new IllegalArgumentException("calibration needs forged and real samples");
    }
    double ridge = 1e-4;
    double slope = 1;
    double bias = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double gradientSlope = ridge * (slope - 1);
      double gradientBias = 0;
      double curveSlope = ridge;
      double curveBias = 1e-9;
      double curveBoth = 0;
      for (ScoredSample sample : logits) {
        double weight = 0.5 / (sample.forged() ? forged : real);
        double x = sample.score();
        double p = sigmoid(slope * x + bias);
        double error = weight * (p - (sample.forged() ? 1 : 0));
        double curve = weight * p * (1 - p);
        gradientSlope += error * x;
        gradientBias += error;
        curveSlope += curve * x * x;
        curveBias += curve;
        curveBoth += curve * x;
      }
      double determinant = curveSlope * curveBias - curveBoth * curveBoth;
      double moveSlope = (curveBias * gradientSlope - curveBoth * gradientBias) / determinant;
      double moveBias = (curveSlope * gradientBias - curveBoth * gradientSlope) / determinant;
      double limit = Math.max(1, Math.max(Math.abs(moveSlope), Math.abs(moveBias)));
      slope -= moveSlope / limit;
      bias -= moveBias / limit;
      if (Math.abs(moveSlope) + Math.abs(moveBias) < 1e-10) {
        break;
      }
    }
    // Scores that rank the wrong way round must not be turned over in silence: stay monotone.
    slope = Math.max(slope, 1e-3);
    return new Calibrator(1 / slope, bias);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
