package org.delocate.network.texture;

/**
 * What a discriminant of the texture network makes of statistics: each is brought within its
 * limits, and their weighed sum counts.
 *
 * @param weights one a statistic
 * @param lowest what a statistic counts as that is lower; none: any counts as it is
 * @param highest what a statistic counts as that is higher; as many as {@code lowest}
 */
public record StatisticsWeights(float[] weights, float[] lowest, float[] highest) {

  private static final float[] NONE = {};

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if numbers of values differ
   */
  public StatisticsWeights {
    if (lowest.length != highest.length
        || (lowest.length != 0 && lowest.length != weights.length)) {
      throw new IllegalArgumentException(
          String.format(
              "%d weights with %d lowest and %d highest values",
              weights.length, lowest.length, highest.length));
    }
  }

  /** Weights of statistics that count as they are. */
  public static StatisticsWeights unlimited(float[] weights) {
    return new StatisticsWeights(weights, NONE, NONE);
  }

  /** What a value of the statistic of this number counts as. */
  double within(int index, double value) {
    return lowest.length == 0 ? value : Math.max(lowest[index], Math.min(highest[index], value));
  }
}
