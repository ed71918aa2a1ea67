package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.training.texture.LinearDiscriminant.Sample;

/**
 * The direction along which logistic regression tells forged samples, learnt by full steps of
 * gradient descent (Adam), plainly, by group DRO or by MLDG. A domain is a page of real clips or a
 * generator of forged ones.
 *
 * <p>What is learnt lies in the span of the samples, so that it is learnt in the coordinates of
 * their principal directions, of which there are no more than samples.
 */
final class LogisticDirection {

  private static final int STEPS = 300; // [ours]
  private static final double RATE = 0.05; // [ours]
  private static final double MOMENTUM = 0.9;
  private static final double SQUARES = 0.999;

  /** By how much a domain's weight grows with its loss, in the exponent (group DRO). [ours] */
  private static final double WORSE = 0.05;

  /** Share of each class's domains that a step of MLDG does not see. [ours] */
  private static final double UNSEEN = 1 / 3.0;

  /** Length of the step that precedes the loss of those (MLDG). [ours] */
  private static final double INNER_RATE = 0.5;

  /** Directions whose variance is smaller, beside the greatest, are rounding. */
  private static final double LEAST_VARIANCE = 1e-12;

  private final Learning learning;
  private final double penalty;
  private final double[][] values;
  private final double[] truth;
  private final double[] shares;
  private final int[] domains;
  private final List<Boolean> forgedDomains = new ArrayList<>();

  private LogisticDirection(
      double[][] values, List<Sample> samples, double[] shares, Learning learning, double penalty) {
    this.values = values;
    this.learning = learning;
    this.penalty = penalty;
    this.shares = new double[shares.length];
    truth = new double[shares.length];
    domains = new int[shares.length];
    Map<String, Integer> known = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      Sample sample = samples.get(i);
      this.shares[i] = shares[i] / 2;
      truth[i] = sample.forged() ? 1 : 0;
      String name = sample.forged() + " " + sample.domain();
      if (!known.containsKey(name)) {
        known.put(name, known.size());
        forgedDomains.add(sample.forged());
      }
      domains[i] = known.get(name);
    }
  }

  /**
   * Learns a direction.
   *
   * @param rows standardised values of one sample after another
   * @param size how many values a sample has
   * @param shares of the samples within their class
   * @param penalty of the squared length of the direction
   * @return a weight for each value
   */
  static double[] of(
      double[] rows,
      int size,
      List<Sample> samples,
      double[] shares,
      Learning learning,
      double penalty) {
    Engine.operationThreads(1);
    int count = samples.size();
    try (PointerScope scope = new PointerScope()) {
      Tensor standardised = LinearDiscriminant.tensor(rows, count, size);
      T_TensorTensor_T solved =
          torch.linalg_eigh(torch.matmul(standardised, standardised.t()), "L");
      double[] variances = LinearDiscriminant.doubles(solved.get0());
      double[] vectors = LinearDiscriminant.doubles(solved.get1().contiguous());
      int first = 0; // ascending
      while (variances[first] <= LEAST_VARIANCE * variances[count - 1]) {
        first++;
      }
      double[][] values = new double[count][count - first];
      for (int i = 0; i < count; i++) {
        for (int k = first; k < count; k++) {
          values[i][k - first] = vectors[i * count + k] * Math.sqrt(variances[k] / size);
        }
      }
      double[] learnt = new LogisticDirection(values, samples, shares, learning, penalty).descend();
      double[] ofSamples = new double[count];
      for (int i = 0; i < count; i++) {
        for (int k = first; k < count; k++) {
          ofSamples[i] += vectors[i * count + k] / Math.sqrt(variances[k]) * learnt[k - first];
        }
      }
      return LinearDiscriminant.doubles(
          torch
              .matmul(standardised.t(), LinearDiscriminant.tensor(ofSamples, count, 1))
              .contiguous());
    }
  }

  /** Where the bias is the last coordinate, which no penalty draws to nothing. */
  private double[] descend() {
    int size = values[0].length;
    double[] place = new double[size + 1];
    double[] mean = new double[size + 1];
    double[] square = new double[size + 1];
    double[] domainWeights = new double[forgedDomains.size()];
    Arrays.fill(domainWeights, 1);
    SplittableRandom random = new SplittableRandom(1);
    for (int step = 1; step <= STEPS; step++) {
      double[] gradient =
          switch (learning) {
            case GROUP_DRO -> ofWorstDomains(place, domainWeights);
            case MLDG -> ofUnseenDomains(place, random);
            default -> gradient(place, shares);
          };
      for (int k = 0; k <= size; k++) {
        double slope = gradient[k] + (k < size ? 2 * penalty * place[k] : 0);
        mean[k] = MOMENTUM * mean[k] + (1 - MOMENTUM) * slope;
        square[k] = SQUARES * square[k] + (1 - SQUARES) * slope * slope;
        double pace = Math.sqrt(square[k] / (1 - Math.pow(SQUARES, step))) + 1e-8;
        place[k] -= RATE * mean[k] / (1 - Math.pow(MOMENTUM, step)) / pace;
      }
    }
    return place;
  }

  /** Of the loss of all samples, weighed. */
  private double[] gradient(double[] place, double[] weights) {
    double[] gradient = new double[place.length];
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        double slope = weights[i] * (1 / (1 + Math.exp(-logit(place, i))) - truth[i]);
        for (int k = 0; k < values[i].length; k++) {
          gradient[k] += slope * values[i][k];
        }
        gradient[values[i].length] += slope;
      }
    }
    return gradient;
  }

  private double logit(double[] place, int sample) {
    double sum = place[place.length - 1];
    for (int k = 0; k < values[sample].length; k++) {
      sum += place[k] * values[sample][k];
    }
    return sum;
  }

  /**
   * @param domainWeights grow with the domains' losses; those of each class count one half
   */
  private double[] ofWorstDomains(double[] place, double[] domainWeights) {
    double[] all = new double[domainWeights.length];
    double[] losses = new double[domainWeights.length];
    for (int i = 0; i < values.length; i++) {
      double logit = logit(place, i);
      double loss = Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - truth[i] * logit;
      all[domains[i]] += shares[i];
      losses[domains[i]] += shares[i] * loss;
    }
    double[] sums = new double[2];
    for (int domain = 0; domain < all.length; domain++) {
      domainWeights[domain] *= Math.exp(WORSE * losses[domain] / all[domain]);
      sums[forgedDomains.get(domain) ? 1 : 0] += domainWeights[domain];
    }
    for (int domain = 0; domain < all.length; domain++) {
      domainWeights[domain] *= 0.5 / sums[forgedDomains.get(domain) ? 1 : 0];
    }
    double[] weights = new double[values.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = domainWeights[domains[i]] * shares[i] / all[domains[i]];
    }
    return gradient(place, weights);
  }

  private double[] ofUnseenDomains(double[] place, SplittableRandom random) {
    boolean[] unseen = new boolean[forgedDomains.size()];
    for (boolean forged : new boolean[] {false, true}) {
      List<Integer> ofClass = new ArrayList<>();
      for (int domain = 0; domain < unseen.length; domain++) {
        if (forgedDomains.get(domain) == forged) {
          ofClass.add(domain);
        }
      }
      for (int i = ofClass.size() - 1; i > 0; i--) {
        Collections.swap(ofClass, i, random.nextInt(i + 1));
      }
      int many = Math.max(1, (int) (ofClass.size() * UNSEEN));
      ofClass.subList(0, many).forEach(domain -> unseen[domain] = true);
    }
    double[] seen = gradient(place, sharesOf(unseen, false));
    double[] moved = place.clone();
    for (int k = 0; k < moved.length; k++) {
      moved[k] -= INNER_RATE * seen[k];
    }
    double[] after = gradient(moved, sharesOf(unseen, true));
    for (int k = 0; k < seen.length; k++) {
      seen[k] += after[k];
    }
    return seen;
  }

  /** Shares of the samples of some domains, which add up to 1; 0 for the others. */
  private double[] sharesOf(boolean[] unseen, boolean these) {
    double[] weights = new double[values.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (unseen[domains[i]] == these) {
        weights[i] = shares[i];
        sum += shares[i];
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= Math.max(sum, Double.MIN_NORMAL);
    }
    return weights;
  }
}
