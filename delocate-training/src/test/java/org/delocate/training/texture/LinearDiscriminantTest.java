package org.delocate.training.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.network.engine.Engine;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.texture.LinearDiscriminant.Options;
import org.delocate.training.texture.LinearDiscriminant.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held to the textbook's way: covariances written out, and one equation for each value. */
class LinearDiscriminantTest {

  private static final double ANY = Double.POSITIVE_INFINITY;

  private static Options options(double ridge, double reach) {
    return new Options(ridge, reach, 0, Learning.DISCRIMINANT, 0, List.of());
  }

  private static Options contrasted(double ridge, double contrast) {
    return new Options(ridge, ANY, contrast, Learning.DISCRIMINANT, 0, List.of());
  }

  @ParameterizedTest
  @CsvSource({"40, 6, 0.01", "9, 30, 0.001", "9, 30, 2", "12, 12, 0.1"})
  void theSystemOfSamplesGivesWhatThatOfValuesGives(int count, int size, double ridge) {
    List<Sample> samples = samples(count, size, 5);
    LinearDiscriminant fitted = LinearDiscriminant.fit(samples, options(ridge, ANY));

    double[] expected = plain(samples, ridge);
    // Standardising adds a millionth to each deviation.
    double largest = 0;
    for (double weight : expected) {
      largest = Math.max(largest, Math.abs(weight));
    }
    assertThat(fitted.weights()).hasSize(size);
    for (int j = 0; j < size; j++) {
      assertThat(fitted.weights()[j])
          .as("weight %d", j)
          .isCloseTo(expected[j], within(largest / 1e4));
    }
  }

  @Test
  void realSamplesHaveAMeanOfNothingAndADeviationOfOne() {
    List<Sample> samples = samples(31, 7, 8);
    LinearDiscriminant fitted = LinearDiscriminant.fit(samples, options(0.01, ANY));
    double weights = 0;
    double mean = 0;
    double square = 0;
    double forged = 0;
    for (Sample sample : samples) {
      double value = fitted.of(sample.values());
      if (sample.forged()) {
        forged += value * sample.weight();
      } else {
        weights += sample.weight();
        mean += value * sample.weight();
        square += value * value * sample.weight();
      }
    }
    assertThat(mean / weights).isCloseTo(0, within(1e-9));
    assertThat(square / weights).isCloseTo(1, within(1e-9));
    assertThat(forged).isPositive();
  }

  @Test
  void aSampleOfTwiceTheWeightIsTwoSamples() {
    List<Sample> twice = new ArrayList<>();
    List<Sample> heavy = new ArrayList<>();
    for (Sample sample : samples(14, 5, 3)) {
      boolean chosen = twice.size() % 3 == 0;
      heavy.add(
          new Sample(
              sample.values(), sample.forged(), chosen ? 2 : 1, sample.page(), sample.domain()));
      twice.add(new Sample(sample.values(), sample.forged(), 1, sample.page(), sample.domain()));
      if (chosen) {
        twice.add(new Sample(sample.values(), sample.forged(), 1, sample.page(), sample.domain()));
      }
    }
    assertThat(heavy.size()).isLessThan(twice.size());
    same(
        LinearDiscriminant.fit(heavy, options(0.1, ANY)),
        LinearDiscriminant.fit(twice, options(0.1, ANY)),
        1e-9);
  }

  /** In a thread whose stack is the JVM's usual one, however many threads operations had before. */
  @Test
  void aThousandSamplesAreSolvedInAThreadOfTheUsualStack() throws InterruptedException {
    Engine.operationThreads(2);
    List<Sample> samples = samples(1200, 40, 11);
    List<LinearDiscriminant> fitted = new ArrayList<>();
    Thread usual = new Thread(() -> fitted.add(LinearDiscriminant.fit(samples, options(0.1, ANY))));
    usual.start();
    usual.join();
    same(fitted.get(0), LinearDiscriminant.fit(samples, options(0.1, ANY)), 1e-9);
  }

  /** Two deviations around the mean of both classes, each counting one half. */
  @Test
  void whatIsFartherOutThanTheReachCountsAsThatFar() {
    List<Sample> samples = samples(24, 5, 6);
    LinearDiscriminant fitted = LinearDiscriminant.fit(samples, options(0.1, 2));
    for (int j = 0; j < 5; j++) {
      int place = j;
      double middle = (mean(samples, false)[j] + mean(samples, true)[j]) / 2;
      Value far = values -> Math.pow(values[place] - middle, 2);
      double deviation =
          Math.sqrt((weighed(samples, false, far) + weighed(samples, true, far)) / 2);
      assertThat(fitted.lowest()[j]).isCloseTo((float) (middle - 2 * deviation), within(1e-4f));
      assertThat(fitted.highest()[j]).isCloseTo((float) (middle + 2 * deviation), within(1e-4f));
    }
    List<Sample> drawn = new ArrayList<>();
    int changed = 0;
    for (Sample sample : samples) {
      float[] values = sample.values().clone();
      for (int j = 0; j < 5; j++) {
        values[j] = Math.max(fitted.lowest()[j], Math.min(fitted.highest()[j], values[j]));
        changed += values[j] == sample.values()[j] ? 0 : 1;
      }
      drawn.add(
          new Sample(values, sample.forged(), sample.weight(), sample.page(), sample.domain()));
      assertThat(fitted.of(sample.values())).isEqualTo(fitted.of(values));
    }
    assertThat(changed).isPositive();
    LinearDiscriminant ofDrawn = LinearDiscriminant.fit(drawn, options(0.1, ANY));
    assertThat(fitted.weights()).containsExactly(ofDrawn.weights());
    assertThat(fitted.bias()).isEqualTo(ofDrawn.bias());
  }

  @Test
  void aValueThatCountsTwiceIsTwoValues() {
    List<Sample> samples = samples(24, 3, 6);
    List<Sample> twice =
        samples.stream()
            .map(
                sample -> {
                  float[] values = Arrays.copyOf(sample.values(), 4);
                  values[3] = values[1];
                  return new Sample(
                      values, sample.forged(), sample.weight(), sample.page(), sample.domain());
                })
            .toList();
    Options counting =
        new Options(0.1, 2, 0.5, Learning.DISCRIMINANT, 0, List.of(10.0, 20.0, 10.0));
    LinearDiscriminant fitted = LinearDiscriminant.fit(samples, counting);
    LinearDiscriminant ofTwice =
        LinearDiscriminant.fit(
            twice, new Options(0.1, 2, 0.5, Learning.DISCRIMINANT, 0, List.of()));
    for (int i = 0; i < samples.size(); i++) {
      assertThat(fitted.of(samples.get(i).values()))
          .isCloseTo(ofTwice.of(twice.get(i).values()), within(1e-6));
    }
  }

  @Test
  void onlyRatiosOfWeightsWithinAClassMatter() {
    List<Sample> samples = samples(14, 5, 4);
    List<Sample> others =
        samples.stream()
            .map(
                sample ->
                    new Sample(
                        sample.values(),
                        sample.forged(),
                        sample.weight() * (sample.forged() ? 1000 : 0.01),
                        sample.page(),
                        sample.domain()))
            .toList();
    same(
        LinearDiscriminant.fit(others, options(0.1, ANY)),
        LinearDiscriminant.fit(samples, options(0.1, ANY)),
        1e-9);
  }

  @Test
  void aValueThatNeverChangesIsNotDividedByNothing() {
    for (float constant : new float[] {0, 0.1f, -700}) {
      List<Sample> samples =
          samples(16, 4, 6).stream()
              .map(
                  sample -> {
                    float[] values = sample.values().clone();
                    values[2] = constant;
                    return new Sample(
                        values, sample.forged(), sample.weight(), sample.page(), sample.domain());
                  })
              .toList();
      LinearDiscriminant fitted = LinearDiscriminant.fit(samples, options(0.01, ANY));
      for (double weight : fitted.weights()) {
        assertThat(weight).isFinite();
      }
      // What the others say of a sample stays what it is without that value.
      LinearDiscriminant without =
          LinearDiscriminant.fit(without(samples, 2), options(0.01 * 4 / 3, ANY));
      for (int i = 0; i < samples.size(); i++) {
        assertThat(fitted.of(samples.get(i).values()))
            .isCloseTo(without.of(without(samples, 2).get(i).values()), within(1e-4));
      }
    }
  }

  /** Real samples of page b lie 10 higher in the first value than those of a, forged ones by 1. */
  @Test
  void whatPagesDifferByIsNotWhatForgeriesAreToldBy() {
    List<Sample> samples = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 60; i++) {
      // Two of three forged samples are of b, two of three real ones of a.
      boolean forged = i % 2 == 0;
      boolean ofB = i % 3 == 0 != forged;
      float page = ofB ? 10 : 0;
      float noise = (float) random.nextDouble(-1, 1);
      float[] values = {page + noise, (forged ? 1 : 0) + (float) random.nextDouble(-1, 1)};
      samples.add(new Sample(values, forged, 1, ofB ? "b" : "a", ""));
    }
    double[] all = LinearDiscriminant.fit(samples, contrasted(1, 0)).weights();
    double[] half = LinearDiscriminant.fit(samples, contrasted(1, 0.5)).weights();
    double[] pages = LinearDiscriminant.fit(samples, contrasted(1, 1)).weights();
    assertThat(all[0] / all[1]).isPositive();
    assertThat(half[0] / half[1]).isLessThan(all[0] / all[1]);
    assertThat(pages[0] / pages[1]).isLessThan(half[0] / half[1]);
    assertThat(Math.abs(pages[0] / pages[1])).isLessThan(0.02);
  }

  @Test
  void withoutAPageOfBothClassesNothingIsContrasted() {
    List<Sample> apart =
        samples(15, 4, 9).stream()
            .map(sample -> on(sample.forged() ? LinearDiscriminant.NO_PAGE : "page", sample))
            .toList();
    same(
        LinearDiscriminant.fit(apart, contrasted(0.1, 0.7)),
        LinearDiscriminant.fit(apart, options(0.1, ANY)),
        1e-9);
    List<Sample> ofNoPage =
        apart.stream().map(sample -> on(LinearDiscriminant.NO_PAGE, sample)).toList();
    same(
        LinearDiscriminant.fit(ofNoPage, contrasted(0.1, 0.7)),
        LinearDiscriminant.fit(apart, options(0.1, ANY)),
        1e-9);
  }

  private static Sample on(String page, Sample sample) {
    return new Sample(sample.values(), sample.forged(), sample.weight(), page, sample.domain());
  }

  @Test
  void samplesOfOneClassAreRefused() {
    for (boolean forged : new boolean[] {true, false}) {
      List<Sample> one =
          samples(10, 3, 1).stream().filter(sample -> sample.forged() == forged).toList();
      assertThatThrownBy(() -> LinearDiscriminant.fit(one, options(0.1, ANY)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("real and forged");
    }
    assertThatThrownBy(() -> LinearDiscriminant.fit(List.of(), options(0.1, ANY)))
        .isInstanceOf(ConfigurationException.class);
  }

  /** Values that hang together, of sizes far apart; forged samples differ in every third. */
  private static List<Sample> samples(int count, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean forged = i % 3 == 0;
      float[] values = new float[size];
      double shared = random.nextDouble(-1, 1);
      for (int j = 0; j < size; j++) {
        double value = random.nextDouble(-1, 1) + shared * (j % 2) + (forged && j % 3 == 0 ? 1 : 0);
        values[j] = (float) (value * Math.pow(3, j % 5 - 2) + j);
      }
      samples.add(
          new Sample(
              values, forged, random.nextDouble(0.5, 3), "page " + i % 4, "domain " + i % 4));
    }
    return samples;
  }

  private static List<Sample> without(List<Sample> samples, int value) {
    return samples.stream()
        .map(
            sample -> {
              float[] fewer = new float[sample.values().length - 1];
              for (int j = 0; j < fewer.length; j++) {
                fewer[j] = sample.values()[j < value ? j : j + 1];
              }
              return new Sample(
                  fewer, sample.forged(), sample.weight(), sample.page(), sample.domain());
            })
        .toList();
  }

  private static void same(LinearDiscriminant found, LinearDiscriminant expected, double least) {
    assertThat(found.bias()).isCloseTo(expected.bias(), within(least));
    for (int j = 0; j < expected.weights().length; j++) {
      assertThat(found.weights()[j]).isCloseTo(expected.weights()[j], within(least));
    }
  }

  /** Weights by the definition: {@code (S + r)⁻¹ (m₁ − m₀)} of standardised values. */
  private static double[] plain(List<Sample> samples, double ridge) {
    int size = samples.get(0).values().length;
    double[][] means = {mean(samples, false), mean(samples, true)};
    double[] deviations = new double[size];
    for (int j = 0; j < size; j++) {
      double centre = (means[0][j] + means[1][j]) / 2;
      int place = j;
      double variance = 0;
      for (boolean forged : new boolean[] {false, true}) {
        variance += weighed(samples, forged, values -> Math.pow(values[place] - centre, 2)) / 2;
      }
      deviations[j] = Math.sqrt(variance);
    }
    double[][] system = new double[size][size + 1];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        for (int c = 0; c < 2; c++) {
          double[] own = means[c];
          int j = row;
          int k = column;
          system[row][column] +=
              weighed(samples, c == 1, values -> (values[j] - own[j]) * (values[k] - own[k]))
                  / 2
                  / deviations[row]
                  / deviations[column];
        }
      }
      system[row][row] += ridge * size;
      system[row][size] = (means[1][row] - means[0][row]) / deviations[row];
    }
    double[] direction = solved(system);
    for (int j = 0; j < size; j++) {
      direction[j] /= deviations[j];
    }
    LinearDiscriminant plain =
        new LinearDiscriminant(
            direction,
            0,
            limits(size, Float.NEGATIVE_INFINITY),
            limits(size, Float.POSITIVE_INFINITY));
    double centre = weighed(samples, false, plain::of);
    double spread =
        Math.sqrt(weighed(samples, false, values -> Math.pow(plain.of(values) - centre, 2)));
    for (int j = 0; j < size; j++) {
      direction[j] /= spread;
    }
    return direction;
  }

  private static float[] limits(int size, float limit) {
    float[] limits = new float[size];
    Arrays.fill(limits, limit);
    return limits;
  }

  private interface Value {
    double of(float[] values);
  }

  private static double weighed(List<Sample> samples, boolean forged, Value value) {
    double sum = 0;
    double weights = 0;
    for (Sample sample : samples) {
      if (sample.forged() == forged) {
        sum += sample.weight() * value.of(sample.values());
        weights += sample.weight();
      }
    }
    return sum / weights;
  }

  private static double[] mean(List<Sample> samples, boolean forged) {
    double[] mean = new double[samples.get(0).values().length];
    for (int j = 0; j < mean.length; j++) {
      int place = j;
      mean[j] = weighed(samples, forged, values -> values[place]);
    }
    return mean;
  }

  /** Gaussian elimination; the last column is the right side. */
  private static double[] solved(double[][] system) {
    int size = system.length;
    for (int i = 0; i < size; i++) {
      int best = i;
      for (int row = i + 1; row < size; row++) {
        best = Math.abs(system[row][i]) > Math.abs(system[best][i]) ? row : best;
      }
      double[] pivot = system[best];
      system[best] = system[i];
      system[i] = pivot;
      for (int row = 0; row < size; row++) {
        double times = row == i ? 0 : system[row][i] / pivot[i];
        for (int column = i; column <= size; column++) {
          system[row][column] -= times * pivot[column];
        }
      }
    }
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = system[i][size] / system[i][i];
    }
    return solution;
  }
}
