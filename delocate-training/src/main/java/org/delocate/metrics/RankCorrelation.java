package org.delocate.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Spearman's rank correlation: whether one number rises with another, however it is bent. Equal
 * values share the mean of their ranks.
 */
public final class RankCorrelation {

  private RankCorrelation() {}

  /**
   * The correlation of two numbers of each sample, −1 to 1; samples of which one is not a number
   * are left out.
   *
   * @return NaN where fewer than two are left, or one of the two does not vary
   */
  public static <T> double of(
      List<T> samples, ToDoubleFunction<T> first, ToDoubleFunction<T> second) {
    List<T> usable =
        samples.stream()
            .filter(
                sample ->
                    !Double.isNaN(first.applyAsDouble(sample))
                        && !Double.isNaN(second.applyAsDouble(sample)))
            .toList();
    double[] ranksOfFirst = ranks(usable.stream().mapToDouble(first).toArray());
    double[] ranksOfSecond = ranks(usable.stream().mapToDouble(second).toArray());
    // The mean of all ranks, shared or not, is the middle one.
    double middle = (usable.size() - 1) / 2.0;
    double products = 0;
    double squares = 0;
    double squaresOfSecond = 0;
    for (int i = 0; i < usable.size(); i++) {
      double a = ranksOfFirst[i] - middle;
      double b = ranksOfSecond[i] - middle;
      products += a * b;
      squares += a * a;
      squaresOfSecond += b * b;
    }
    return squares == 0 || squaresOfSecond == 0
        ? Double.NaN
        : products / Math.sqrt(squares * squaresOfSecond);
  }

  /** Ranks from 0, those of equal values averaged. */
  static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (left, right) -> Double.compare(values[left], values[right]));
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
