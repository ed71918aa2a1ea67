package org.delocate.metrics;

/** The exact interval of a share that was counted (Clopper and Pearson, 1934). */
public final class BinomialBound {

  /** What lies beyond either end of a 95 % interval. */
  private static final double TAIL = 0.025;

  private static final int HALVINGS = 60;

  private BinomialBound() {}

  /**
   * Upper end of the 95 % interval: the share with which so few would come up in one of forty
   * trials.
   *
   * @param count 0 to {@code of}
   * @param of at least 1
   */
  public static double upper(int count, int of) {
    if (count == of) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (atMost(count, of, middle) > TAIL) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Probability of {@code count} or fewer of {@code of} where each has the given one. */
  private static double atMost(int count, int of, double share) {
    double logTerm = of * Math.log1p(-share);
    double sum = Math.exp(logTerm);
    for (int i = 1; i <= count; i++) {
      logTerm += Math.log((of - i + 1.0) / i) + Math.log(share) - Math.log1p(-share);
      sum += Math.exp(logTerm);
    }
    return sum;
  }
}
