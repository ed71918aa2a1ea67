package org.delocate.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is left of a score when both classes are given the same distribution of something else, such
 * as the size of the face: a score that only follows that thing then has an AUC of one half.
 *
 * <p>Samples fall into bins by that thing. In each bin, every real sample weighs {@code min(real,
 * forged) / real} and every forged one {@code min(real, forged) / forged}, so that both classes
 * weigh the same there; a bin without one of them does not count.
 *
 * @param edges between the bins, ascending; a value on an edge lies in the bin above it
 */
public record MatchedClasses(List<Double> edges) {

  /**
   * A scored sample and the thing that is to be matched.
   *
   * @param nuisance any number but NaN
   */
  public record Sample(ScoredSample scored, double nuisance) {}

  public MatchedClasses {
    edges = List.copyOf(edges);
  }

  /**
   * Bins that hold equally many of some samples, as far as equal values allow.
   *
   * @param bins at least 1
   */
  public static MatchedClasses ofQuantiles(List<Sample> samples, int bins) {
    double[] sorted = samples.stream().mapToDouble(Sample::nuisance).sorted().toArray();
    List<Double> edges = new ArrayList<>();
    for (int i = 1; i < bins && sorted.length > 0; i++) {
      edges.add(sorted[(int) ((long) i * sorted.length / bins)]);
    }
    return new MatchedClasses(edges.stream().distinct().toList());
  }

  /**
   * Area under the ROC curve of the weighted samples, ties counting half.
   *
   * @return NaN if no bin has both classes
   */
  public double areaUnderRoc(List<Sample> samples) {
    double[] weights = weights(samples);
    Integer[] order = new Integer[samples.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (left, right) ->
            Double.compare(
                samples.get(left).scored().score(), samples.get(right).scored().score()));
    double wins = 0;
    double realBelow = 0;
    double allForged = 0;
    int from = 0;
    while (from < order.length) {
      double real = 0;
      double forged = 0;
      double score = samples.get(order[from]).scored().score();
      int to = from;
      for (; to < order.length && samples.get(order[to]).scored().score() == score; to++) {
        if (samples.get(order[to]).scored().forged()) {
          forged += weights[order[to]];
        } else {
          real += weights[order[to]];
        }
      }
      wins += forged * (realBelow + real / 2);
      realBelow += real;
      allForged += forged;
      from = to;
    }
    return allForged == 0 || realBelow == 0 ? Double.NaN : wins / (allForged * realBelow);
  }

  /** The weight of each sample, 0 to 1. */
  double[] weights(List<Sample> samples) {
    int[] real = new int[edges.size() + 1];
    int[] forged = new int[edges.size() + 1];
    for (Sample sample : samples) {
      (sample.scored().forged() ? forged : real)[bin(sample)]++;
    }
    double[] weights = new double[samples.size()];
    for (int i = 0; i < weights.length; i++) {
      int bin = bin(samples.get(i));
      weights[i] =
          (double) Math.min(real[bin], forged[bin])
              / (samples.get(i).scored().forged() ? forged[bin] : real[bin]);
    }
    return weights;
  }

  private int bin(Sample sample) {
    int bin = 0;
    while (bin < edges.size() && sample.nuisance() >= edges.get(bin)) {
      bin++;
    }
    return bin;
  }
}
