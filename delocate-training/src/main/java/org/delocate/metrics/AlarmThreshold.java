package org.delocate.metrics;

import java.util.List;

/**
 * The score above which no more than a given share of real samples lies: how a score becomes a
 * statement that holds with a known rate of false alarms.
 *
 * @param share of the real samples that may lie above, 0 to 1
 * @param score samples <em>above</em> it count; equal ones do not
 */
public record AlarmThreshold(double share, double score) {

  /**
   * The lowest such score: that of the first real sample, counted from the top, that may not be
   * above.
   *
   * @return a score of NaN, above which nothing lies, if there is no real sample
   */
  public static AlarmThreshold of(List<ScoredSample> samples, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("a share of false alarms of " + share);
    }
    double[] real =
        samples.stream()
            .filter(sample -> !sample.forged())
            .mapToDouble(ScoredSample::score)
            .sorted()
            .toArray();
    if (real.length == 0) {
      return new AlarmThreshold(share, Double.NaN);
    }
    // A tenth of ten is one, whatever the fractions of binary numbers say.
    int allowed = (int) Math.floor(share * real.length + 1e-9);
    return new AlarmThreshold(share, real[real.length - 1 - allowed]);
  }

  /** Whether a score lies above it. */
  public boolean isBelow(double other) {
    return other > score;
  }

  /** Share of the samples of one class that lie above; NaN if there are none. */
  public double shareAbove(List<ScoredSample> samples, boolean forged) {
    return samples.stream()
        .filter(sample -> sample.forged() == forged)
        .mapToDouble(sample -> isBelow(sample.score()) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
