package org.delocate.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Whether one of two detectors is better on the same samples: groups (videos) are drawn with
 * replacement, and both are measured on the same draw, so that what makes a draw easy or hard for
 * both cancels out.
 *
 * @param resamples how often to draw
 * @param seed of the draws
 */
public record PairedBootstrap(int resamples, long seed) {

  /** As {@link Bootstrap#standard}, with more draws: a p-value needs the tails. */
  public static PairedBootstrap standard() {
    return new PairedBootstrap(2000, 17);
  }

  /**
   * A sample as both see it.
   *
   * @param group the unit that is drawn
   */
  public record Pair<T>(String group, T first, T second) {}

  /**
   * The comparison of one metric.
   *
   * @param first on all samples
   * @param second on all samples
   * @param difference second minus first, with its 95 % percentile interval
   * @param probability two-sided p-value: twice the share of draws on the rarer side of zero, each
   *     side with one draw added, at most 1. Small where chance hardly explains the difference
   */
  public record Comparison(double first, double second, Interval difference, double probability) {}

  /** Compares; draws on which the metric has no meaning are left out. */
  public <T> Comparison of(List<Pair<T>> pairs, ToDoubleFunction<List<T>> metric) {
    return of(pairs, metric, metric);
  }

  /** Compares with a metric of its own for each side, such as each one's own threshold. */
  public <T> Comparison of(
      List<Pair<T>> pairs,
      ToDoubleFunction<List<T>> firstMetric,
      ToDoubleFunction<List<T>> secondMetric) {
    Map<String, List<Pair<T>>> byGroup = new LinkedHashMap<>();
    for (Pair<T> pair : pairs) {
      byGroup.computeIfAbsent(pair.group(), key -> new ArrayList<>()).add(pair);
    }
    List<List<Pair<T>>> groups = List.copyOf(byGroup.values());
    double first = firstMetric.applyAsDouble(side(pairs, Pair::first));
    double second = secondMetric.applyAsDouble(side(pairs, Pair::second));
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = new double[groups.isEmpty() ? 0 : resamples];
    for (int i = 0; i < differences.length; i++) {
      List<Pair<T>> drawn = new ArrayList<>(pairs.size());
      for (int j = 0; j < groups.size(); j++) {
        drawn.addAll(groups.get(random.nextInt(groups.size())));
      }
      differences[i] =
          secondMetric.applyAsDouble(side(drawn, Pair::second))
              - firstMetric.applyAsDouble(side(drawn, Pair::first));
    }
    double[] sorted = Arrays.stream(differences).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      Interval nothing = new Interval(second - first, Double.NaN, Double.NaN);
      return new Comparison(first, second, nothing, Double.NaN);
    }
    long below = Arrays.stream(sorted).filter(v -> v <= 0).count();
    long above = Arrays.stream(sorted).filter(v -> v >= 0).count();
    double probability = Math.min(1, 2.0 * (Math.min(below, above) + 1) / (sorted.length + 1));
    return new Comparison(
        first,
        second,
        new Interval(
            second - first,
            Bootstrap.percentile(sorted, 0.025),
            Bootstrap.percentile(sorted, 0.975)),
        probability);
  }

  private static <T> List<T> side(List<Pair<T>> pairs, Function<Pair<T>, T> which) {
    List<T> samples = new ArrayList<>(pairs.size());
    for (Pair<T> pair : pairs) {
      samples.add(which.apply(pair));
    }
    return samples;
  }
}
