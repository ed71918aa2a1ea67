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
 * Percentile bootstrap over groups (videos): groups are drawn with replacement, all samples of a
 * drawn group come along, so that frames of one video are not counted as independent.
 *
 * @param resamples how often to draw, 1000 by habit
 * @param seed of the draws
 */
public record Bootstrap(int resamples, long seed) {

  /** What every document of this project uses unless it says otherwise. */
  public static Bootstrap standard() {
    return new Bootstrap(1000, 17);
  }

  /** The metric with its interval, for scored samples grouped by {@link ScoredSample#group()}. */
  public Interval of(List<ScoredSample> samples, ToDoubleFunction<List<ScoredSample>> metric) {
    return of(samples, ScoredSample::group, metric);
  }

  /** The metric with its interval; resamples on which it has no meaning are left out. */
  public <T> Interval of(
      List<T> samples, Function<T, String> group, ToDoubleFunction<List<T>> metric) {
    Map<String, List<T>> byGroup = new LinkedHashMap<>();
    for (T sample : samples) {
      byGroup.computeIfAbsent(group.apply(sample), key -> new ArrayList<>()).add(sample);
    }
    List<List<T>> groups = List.copyOf(byGroup.values());
    double value = metric.applyAsDouble(samples);
    if (groups.isEmpty()) {
      return new Interval(value, Double.NaN, Double.NaN);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      List<T> drawn = new ArrayList<>(samples.size());
      for (int j = 0; j < groups.size(); j++) {
        drawn.addAll(groups.get(random.nextInt(groups.size())));
      }
      values[i] = metric.applyAsDouble(drawn);
    }
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return new Interval(value, Double.NaN, Double.NaN);
    }
    return new Interval(value, percentile(sorted, 0.025), percentile(sorted, 0.975));
  }

  static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
