package org.delocate.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples whose probability of forgery lies in one range.
 *
 * @param low where the range begins, included
 * @param high where it ends; excluded, but for 1
 * @param samples how many
 * @param meanProbability of them; NaN where there are none
 * @param forgedShare of them; NaN where there are none
 */
public record CalibrationBin(
    double low, double high, long samples, double meanProbability, double forgedShare) {

  /**
   * Bins of equal width over 0 to 1: what {@link DetectionMetrics#expectedCalibrationError} sums.
   *
   * @throws IllegalArgumentException if a score is no probability
   */
  public static List<CalibrationBin> of(List<ScoredSample> samples, int bins) {
    double[] probability = new double[bins];
    long[] forged = new long[bins];
    long[] count = new long[bins];
    for (ScoredSample sample : samples) {
      int bin = index(sample, bins);
      probability[bin] += sample.score();
      forged[bin] += sample.forged() ? 1 : 0;
      count[bin]++;
    }
    List<CalibrationBin> result = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      result.add(
          new CalibrationBin(
              (double) bin / bins,
              (bin + 1.0) / bins,
              count[bin],
              probability[bin] / count[bin],
              (double) forged[bin] / count[bin]));
    }
    return result;
  }

  /**
   * The bin that a sample falls into, from 0.
   *
   * @throws IllegalArgumentException if its score is no probability
   */
  static int index(ScoredSample sample, int bins) {
    if (sample.score() < 0 || sample.score() > 1) {
      throw new IllegalArgumentException(sample.score() + " is no probability");
    }
    return Math.min(bins - 1, (int) (sample.score() * bins));
  }
}
