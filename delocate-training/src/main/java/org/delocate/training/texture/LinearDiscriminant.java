package org.delocate.training.texture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.training.configuration.ConfigurationException;

/**
 * Fisher's linear discriminant with a ridge, in closed form: the direction along which the two
 * classes' means lie farthest apart beside how much samples of one class differ. That real samples
 * differ from page to page and from camera to camera is part of what it divides by, so that it
 * keeps off what tells pages apart. Part of the difference of the means can be that of forged and
 * real samples of the same page, which no page has a hand in [ours].
 *
 * <p>Values are standardised first, and those far out are drawn in, so that one odd value of one
 * clip does not outweigh all others; the system that is solved has one equation a value, or a
 * sample where these are fewer (Woodbury). Values come out so that real samples have a mean of 0
 * and a deviation of 1.
 *
 * @param weights of the values, once they are within their limits
 * @param bias what is added to their weighed sum
 * @param lowest what a value counts as that is lower
 * @param highest what a value counts as that is higher
 */
record LinearDiscriminant(double[] weights, double bias, float[] lowest, float[] highest) {

  /** Added to deviations, so that what never changes is not divided by nothing. */
  private static final double LEAST_DEVIATION = 1e-6;

  /** The page of samples that are contrasted with no others. */
  static final String NO_PAGE = "";

  /**
   * A sample.
   *
   * @param values as many as all others have
   * @param weight within its class; only ratios matter
   * @param page where it is from; samples of one page are contrasted, but for those of {@link
   *     #NO_PAGE}
   * @param domain what it is one of several samples of, within its class
   */
  record Sample(float[] values, boolean forged, double weight, String page, String domain) {

    private Sample with(float[] other) {
      return new Sample(other, forged, weight, page, domain);
    }
  }

  /**
   * How a discriminant is fitted.
   *
   * @param ridge added to the variance of each standardised value, as a share of the sum of all of
   *     them; above 0
   * @param reach how many deviations from their mean values count at most; may be infinite
   * @param contrast share, 0 to 1, of the mean difference of forged and real samples of one page in
   *     what the classes' means are taken to differ by; the rest is the difference over all pages
   * @param learning how weights are learnt; ridge and contrast are of the discriminant alone
   * @param penalty of the squared length of what is learnt otherwise; 0 or more
   * @param counts what each value counts beside the others, its standardised variance: one of each
   *     value, 0 or more and not all 0; or none, and all count alike
   */
  record Options(
      double ridge,
      double reach,
      double contrast,
      Learning learning,
      double penalty,
      List<Double> counts) {

    /** By what standardised values are multiplied: of the mean square 1. */
    private double[] gains(int size) {
      if (counts.isEmpty()) {
        return DoubleStream.generate(() -> 1).limit(size).toArray();
      }
      if (counts.size() != size) {
        throw new IllegalArgumentException(counts.size() + " counts of " + size + " values");
      }
      double mean = counts.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      return counts.stream().mapToDouble(count -> Math.sqrt(count / mean)).toArray();
    }
  }

  /**
   * Fits a discriminant.
   *
   * @param samples of both classes
   * @throws ConfigurationException if a class has no samples
   */
  static LinearDiscriminant fit(List<Sample> samples, Options options) {
    double[] shares = shares(samples);
    int size = samples.get(0).values().length;
    Moments all = Moments.of(samples, shares);
    float[] lowest = new float[size];
    float[] highest = new float[size];
    for (int j = 0; j < size; j++) {
      lowest[j] = (float) (all.mean[j] - options.reach() * all.deviation(j));
      highest[j] = (float) (all.mean[j] + options.reach() * all.deviation(j));
    }
    List<Sample> within =
        samples.stream()
            .map(sample -> sample.with(within(sample.values(), lowest, highest)))
            .toList();
    return fit(within, shares, options, lowest, highest);
  }

  private static LinearDiscriminant fit(
      List<Sample> samples, double[] shares, Options options, float[] lowest, float[] highest) {
    Moments moments = Moments.of(samples, shares);
    int count = samples.size();
    int size = lowest.length;
    double[] scale = options.gains(size);
    double[] apart = moments.apart();
    if (options.contrast() > 0) {
      mix(apart, withinPages(samples, size), options.contrast());
    }
    for (int j = 0; j < size; j++) {
      scale[j] /= moments.deviation(j);
      apart[j] *= scale[j];
    }
    boolean closedForm = options.learning() == Learning.DISCRIMINANT;
    double[] rows = new double[count * size];
    for (int i = 0; i < count; i++) {
      double root = closedForm ? Math.sqrt(shares[i] / 2) : 1;
      float[] values = samples.get(i).values();
      double[] middle =
          closedForm ? moments.ofClass[samples.get(i).forged() ? 1 : 0] : moments.mean;
      for (int j = 0; j < size; j++) {
        rows[i * size + j] = (values[j] - middle[j]) * scale[j] * root;
      }
    }
    double[] direction =
        closedForm
            ? direction(rows, count, apart, options.ridge() * size)
            : LogisticDirection.of(
                rows, size, samples, shares, options.learning(), options.penalty());
    for (int j = 0; j < size; j++) {
      direction[j] *= scale[j];
    }
    return normalised(new LinearDiscriminant(direction, 0, lowest, highest), samples, shares);
  }

  /** Means of both classes together, each counting as much as the other, and of each. */
  private record Moments(double[] mean, double[] square, double[][] ofClass) {

    private static Moments of(List<Sample> samples, double[] shares) {
      int size = samples.get(0).values().length;
      Moments moments = new Moments(new double[size], new double[size], new double[2][size]);
      for (int i = 0; i < shares.length; i++) {
        float[] values = samples.get(i).values();
        double[] own = moments.ofClass[samples.get(i).forged() ? 1 : 0];
        for (int j = 0; j < size; j++) {
          double weighed = shares[i] * values[j];
          own[j] += weighed;
          moments.mean[j] += weighed / 2;
          moments.square[j] += weighed * values[j] / 2;
        }
      }
      return moments;
    }

    private double[] apart() {
      double[] apart = new double[mean.length];
      for (int j = 0; j < apart.length; j++) {
        apart[j] = ofClass[1][j] - ofClass[0][j];
      }
      return apart;
    }

    private double deviation(int j) {
      return Math.sqrt(Math.max(0, square[j] - mean[j] * mean[j])) + LEAST_DEVIATION;
    }
  }

  /** Sums and number of the samples of a page, real ones and forged ones. */
  private record Page(double[][] sums, int[] counts) {

    private static Page empty(int size) {
      return new Page(new double[2][size], new int[2]);
    }

    private void add(Sample sample) {
      int own = sample.forged() ? 1 : 0;
      counts[own]++;
      for (int j = 0; j < sums[own].length; j++) {
        sums[own][j] += sample.values()[j];
      }
    }

    private boolean hasBoth() {
      return counts[0] > 0 && counts[1] > 0;
    }

    /** As the deviation of the difference of its means asks for, but that pages differ, too. */
    private double weight() {
      return Math.sqrt(1 / (1.0 / counts[0] + 1.0 / counts[1]));
    }
  }

  /**
   * By how much the forged samples of a page lie beside its real ones, over all pages that have
   * both; as long as a sample, empty if no page has both.
   */
  private static double[] withinPages(List<Sample> samples, int size) {
    Map<String, Page> pages = new LinkedHashMap<>();
    samples.stream()
        .filter(sample -> !sample.page().equals(NO_PAGE))
        .forEach(
            sample -> pages.computeIfAbsent(sample.page(), page -> Page.empty(size)).add(sample));
    List<Page> both = pages.values().stream().filter(Page::hasBoth).toList();
    double all = both.stream().mapToDouble(Page::weight).sum();
    double[] apart = new double[both.isEmpty() ? 0 : size];
    for (Page page : both) {
      for (int j = 0; j < size; j++) {
        double difference =
            page.sums()[1][j] / page.counts()[1] - page.sums()[0][j] / page.counts()[0];
        apart[j] += page.weight() / all * difference;
      }
    }
    return apart;
  }

  private static void mix(double[] apart, double[] contrast, double share) {
    for (int j = 0; j < contrast.length; j++) {
      apart[j] += share * (contrast[j] - apart[j]);
    }
  }

  private static float[] within(float[] values, float[] lowest, float[] highest) {
    float[] drawn = new float[values.length];
    for (int j = 0; j < values.length; j++) {
      drawn[j] = Math.max(lowest[j], Math.min(highest[j], values[j]));
    }
    return drawn;
  }

  /** Shares of the samples within their class, which add up to 1 in each. */
  private static double[] shares(List<Sample> samples) {
    double[] sums = new double[2];
    samples.forEach(sample -> sums[sample.forged() ? 1 : 0] += sample.weight());
    if (sums[0] == 0 || sums[1] == 0) {
      throw new ConfigurationException("a discriminant needs real and forged samples");
    }
    return samples.stream()
        .mapToDouble(sample -> sample.weight() / sums[sample.forged() ? 1 : 0])
        .toArray();
  }

  /**
   * {@code (AᵀA + r)⁻¹ d}; where there are fewer samples than values, but for its length, {@code d
   * − Aᵀ (AAᵀ + r)⁻¹ A d}.
   */
  static double[] direction(double[] rows, int count, double[] apart, double ridge) {
    // Shared between threads, OpenBLAS's factorisation of a thousand rows needs more stack than a
    // thread of the JVM has by default, and ends the process.
    Engine.operationThreads(1);
    try (PointerScope scope = new PointerScope()) {
      Tensor a = tensor(rows, count, apart.length);
      Tensor d = tensor(apart, apart.length, 1);
      if (count > apart.length) {
        Tensor system = torch.matmul(a.t(), a);
        system.diagonal().add_(new Scalar(ridge));
        return doubles(torch.linalg_solve(system, d).contiguous());
      }
      Tensor system = torch.matmul(a, a.t());
      system.diagonal().add_(new Scalar(ridge));
      Tensor solved = torch.linalg_solve(system, torch.matmul(a, d));
      return doubles(d.sub(torch.matmul(a.t(), solved)).contiguous());
    }
  }

  static double[] doubles(Tensor contiguous) {
    double[] values = new double[(int) contiguous.numel()];
    try (DoublePointer pointer = contiguous.data_ptr_double()) {
      pointer.get(values);
    }
    return values;
  }

  static Tensor tensor(double[] values, long rows, long columns) {
    Tensor tensor = torch.empty(rows, columns).to(torch.ScalarType.Double);
    try (DoublePointer pointer = tensor.data_ptr_double()) {
      pointer.put(values);
    }
    return tensor;
  }

  private static LinearDiscriminant normalised(
      LinearDiscriminant plain, List<Sample> samples, double[] shares) {
    double mean = 0;
    double square = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (!samples.get(i).forged()) {
        double value = plain.of(samples.get(i).values());
        mean += shares[i] * value;
        square += shares[i] * value * value;
      }
    }
    double deviation = Math.sqrt(Math.max(0, square - mean * mean));
    double unit = deviation > 0 ? 1 / deviation : 1;
    double[] weights = new double[plain.weights.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = plain.weights[j] * unit;
    }
    return new LinearDiscriminant(weights, -mean * unit, plain.lowest, plain.highest);
  }

  /** The discriminant of a sample's values. */
  double of(float[] values) {
    float[] drawn = within(values, lowest, highest);
    double sum = bias;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * drawn[j];
    }
    return sum;
  }
}
