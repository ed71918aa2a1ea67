package org.delocate.metrics;

/**
 * A measured number with its 95 % bootstrap interval.
 *
 * @param value on the whole sample; NaN where it has no meaning
 * @param low 2.5th percentile of the resampled values
 * @param high 97.5th percentile
 */
public record Interval(double value, double low, double high) {

  /** As documents print it: {@code 0.741 [0.722, 0.759]}. */
  public String format() {
    return String.format(java.util.Locale.ROOT, "%.3f [%.3f, %.3f]", value, low, high);
  }
}
