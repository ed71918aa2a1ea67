package org.delocate.training.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.training.texture.LinearDiscriminant.Options;
import org.delocate.training.texture.LinearDiscriminant.Sample;
import org.junit.jupiter.api.Test;

class LogisticDirectionTest {

  private static final double ANY = Double.POSITIVE_INFINITY;

  private static Options options(Learning learning, double penalty) {
    return new Options(1, ANY, 0, learning, penalty, List.of());
  }

  /**
   * Where the gradient of what is minimised is nothing: in each value, what the penalty pulls back
   * is what the samples pull, written out for standardised values.
   */
  @Test
  void logisticRegressionEndsWhereNothingPullsAnyMore() {
    List<Sample> samples = samples(40, 3, 2);
    double penalty = 0.02;
    LinearDiscriminant fitted =
        LinearDiscriminant.fit(samples, options(Learning.LOGISTIC, penalty));
    // Up to a gain and a bias, which are chosen so that real samples have a deviation of one.
    double best = Double.POSITIVE_INFINITY;
    for (double gain = 0.05; gain < 5; gain += 0.01) {
      for (double bias = -4; bias < 4; bias += 0.05) {
        best = Math.min(best, loss(samples, fitted, gain, bias, penalty));
      }
    }
    SplittableRandom random = new SplittableRandom(4);
    for (int trial = 0; trial < 200; trial++) {
      double[] other = fitted.weights().clone();
      for (int j = 0; j < other.length; j++) {
        other[j] += random.nextDouble(-0.3, 0.3) * Math.abs(other[0]);
      }
      LinearDiscriminant moved =
          new LinearDiscriminant(other, fitted.bias(), fitted.lowest(), fitted.highest());
      double least = Double.POSITIVE_INFINITY;
      for (double gain = 0.05; gain < 5; gain += 0.1) {
        for (double bias = -4; bias < 4; bias += 0.25) {
          least = Math.min(least, loss(samples, moved, gain, bias, penalty));
        }
      }
      assertThat(least).isGreaterThan(best - 1e-5);
    }
  }

  private static double loss(
      List<Sample> samples, LinearDiscriminant by, double gain, double bias, double penalty) {
    double[] sums = new double[2];
    samples.forEach(sample -> sums[sample.forged() ? 1 : 0] += sample.weight());
    int size = by.weights().length;
    double[] mean = new double[size];
    double[] square = new double[size];
    double loss = 0;
    for (Sample sample : samples) {
      double share = sample.weight() / sums[sample.forged() ? 1 : 0] / 2;
      double logit = gain * by.of(sample.values()) + bias;
      loss += share * (Math.log1p(Math.exp(logit)) - (sample.forged() ? logit : 0));
      for (int j = 0; j < size; j++) {
        mean[j] += share * sample.values()[j];
        square[j] += share * sample.values()[j] * sample.values()[j];
      }
    }
    for (int j = 0; j < size; j++) {
      // Coordinates are of standardised values, divided by the root of their number.
      double weight =
          gain * by.weights()[j] * Math.sqrt(square[j] - mean[j] * mean[j]) * Math.sqrt(size);
      loss += penalty * weight * weight;
    }
    return loss;
  }

  /**
   * Nine forged samples of ten differ in the first value, those of a small domain in the second.
   */
  @Test
  void aDomainThatIsToldWorstCountsMoreInGroupDro() {
    List<Sample> samples = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 200; i++) {
      boolean forged = i % 2 == 0;
      boolean rare = i % 20 == 0;
      float[] values = {(float) random.nextDouble(-1, 1), (float) random.nextDouble(-1, 1)};
      if (forged) {
        values[rare ? 1 : 0] += 1.2f;
      }
      samples.add(new Sample(values, forged, 1, "", forged ? rare ? "rare" : "usual" : "real"));
    }
    double plain = ratio(samples, Learning.LOGISTIC);
    double dro = ratio(samples, Learning.GROUP_DRO);
    assertThat(plain).isBetween(0.0, 0.4);
    assertThat(dro).isBetween(0.6, 1.6);
  }

  /** Where domains do not differ, what helps some of them helps the others as much. */
  @Test
  void mldgLearnsWhatLogisticRegressionDoesWhereDomainsAreAlike() {
    List<Sample> samples = samples(600, 4, 3);
    double[] plain = LinearDiscriminant.fit(samples, options(Learning.LOGISTIC, 1e-3)).weights();
    double[] meta = LinearDiscriminant.fit(samples, options(Learning.MLDG, 1e-3)).weights();
    assertThat(meta).isNotEqualTo(plain);
    double product = 0;
    double ofPlain = 0;
    double ofMeta = 0;
    for (int j = 0; j < plain.length; j++) {
      double scale = Math.pow(9, j % 3 - 1); // weights of values as wide as each other
      product += plain[j] * meta[j] * scale;
      ofPlain += plain[j] * plain[j] * scale;
      ofMeta += meta[j] * meta[j] * scale;
    }
    assertThat(product / Math.sqrt(ofPlain * ofMeta)).isGreaterThan(0.99);
  }

  private static double ratio(List<Sample> samples, Learning learning) {
    double[] weights = LinearDiscriminant.fit(samples, options(learning, 1e-3)).weights();
    return weights[1] / weights[0];
  }

  @Test
  void theSameSamplesGiveTheSameWeights() {
    List<Sample> samples = samples(30, 12, 5);
    for (Learning learning : Learning.values()) {
      LinearDiscriminant once = LinearDiscriminant.fit(samples, options(learning, 1e-4));
      LinearDiscriminant again = LinearDiscriminant.fit(samples, options(learning, 1e-4));
      assertThat(once.weights()).as("%s", learning).containsExactly(again.weights());
      double forged = 0;
      for (Sample sample : samples) {
        forged += sample.forged() ? once.of(sample.values()) : 0;
      }
      assertThat(forged).as("%s", learning).isPositive();
    }
  }

  /** More values than samples: what is learnt lies in the samples' span. */
  @Test
  void aValueThatNoSampleHasIsNotWeighed() {
    List<Sample> samples =
        samples(9, 20, 6).stream()
            .map(
                sample -> {
                  float[] values = sample.values().clone();
                  values[7] = 3;
                  return new Sample(
                      values, sample.forged(), sample.weight(), sample.page(), sample.domain());
                })
            .toList();
    double[] weights = LinearDiscriminant.fit(samples, options(Learning.LOGISTIC, 1e-3)).weights();
    double largest = 0;
    for (double weight : weights) {
      assertThat(weight).isFinite();
      largest = Math.max(largest, Math.abs(weight));
    }
    assertThat(weights[7]).isCloseTo(0, within(1e-3 * largest));
  }

  private static List<Sample> samples(int count, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean forged = i % 3 == 0;
      float[] values = new float[size];
      for (int j = 0; j < size; j++) {
        double value = random.nextDouble(-1, 1) + (forged && j % 3 == 0 ? 0.7 : 0);
        values[j] = (float) (value * Math.pow(3, j % 3 - 1) + j);
      }
      samples.add(new Sample(values, forged, random.nextDouble(0.5, 2), "", "domain " + i / 2 % 4));
    }
    return samples;
  }
}
