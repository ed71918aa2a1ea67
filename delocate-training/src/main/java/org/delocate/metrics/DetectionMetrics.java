package org.delocate.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * How well scores tell forged from real. Where a number has no meaning (one class is missing,
 * nothing was scored) it is {@code NaN}, which writers show as absent.
 */
public final class DetectionMetrics {

  private DetectionMetrics() {}

  /**
   * Area under the ROC curve: the probability that a forged sample scores above a real one, ties
   * counting half (Mann–Whitney).
   */
  public static double areaUnderRoc(List<ScoredSample> samples) {
    RankedScores ranked = RankedScores.of(samples);
    if (!ranked.hasBothClasses()) {
      return Double.NaN;
    }
    double wins = 0;
    long realAbove = 0;
    for (RankedScores.Step step : ranked.steps()) {
      realAbove += step.real();
      long realBelow = ranked.real() - realAbove;
      wins += step.forged() * (realBelow + step.real() / 2.0);
    }
    return wins / ((double) ranked.forged() * ranked.real());
  }

  /**
   * Average precision: the sum over distinct thresholds, from the highest down, of precision times
   * the gain in recall. Samples with equal scores enter together. No interpolation.
   */
  public static double averagePrecision(List<ScoredSample> samples) {
    RankedScores ranked = RankedScores.of(samples);
    if (ranked.forged() == 0) {
      return Double.NaN;
    }
    double sum = 0;
    long truePositives = 0;
    long flagged = 0;
    for (RankedScores.Step step : ranked.steps()) {
      truePositives += step.forged();
      flagged += step.forged() + step.real();
      sum += (double) truePositives / flagged * step.forged() / ranked.forged();
    }
    return sum;
  }

  /**
   * Equal error rate: where the false alarm rate meets the miss rate on the ROC curve, straight
   * lines between its corners.
   */
  public static double equalErrorRate(List<ScoredSample> samples) {
    RankedScores ranked = RankedScores.of(samples);
    if (!ranked.hasBothClasses()) {
      return Double.NaN;
    }
    double falseAlarm = 0;
    double miss = 1;
    long truePositives = 0;
    long falsePositives = 0;
    for (RankedScores.Step step : ranked.steps()) {
      truePositives += step.forged();
      falsePositives += step.real();
      double nextFalseAlarm = (double) falsePositives / ranked.real();
      double nextMiss = 1 - (double) truePositives / ranked.forged();
      if (nextFalseAlarm >= nextMiss) {
        double before = miss - falseAlarm;
        double after = nextFalseAlarm - nextMiss;
        double share = before + after == 0 ? 0 : before / (before + after);
        return falseAlarm + share * (nextFalseAlarm - falseAlarm);
      }
      falseAlarm = nextFalseAlarm;
      miss = nextMiss;
    }
    return falseAlarm;
  }

  /** Share of samples on the right side of the threshold; forged from the threshold up. */
  public static double accuracy(List<ScoredSample> samples, double threshold) {
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    long right = samples.stream().filter(s -> (s.score() >= threshold) == s.forged()).count();
    return (double) right / samples.size();
  }

  /** Share of the samples of one class that the threshold flags as forged. */
  public static double flaggedShare(List<ScoredSample> samples, boolean forged, double threshold) {
    long all = samples.stream().filter(s -> s.forged() == forged).count();
    if (all == 0) {
      return Double.NaN;
    }
    long flagged =
        samples.stream().filter(s -> s.forged() == forged && s.score() >= threshold).count();
    return (double) flagged / all;
  }

  /**
   * The largest true positive rate among thresholds whose false positive rate is at most the limit.
   */
  public static double truePositiveRateAt(List<ScoredSample> samples, double falsePositiveLimit) {
    RankedScores ranked = RankedScores.of(samples);
    if (!ranked.hasBothClasses()) {
      return Double.NaN;
    }
    long truePositives = 0;
    long falsePositives = 0;
    double best = 0;
    for (RankedScores.Step step : ranked.steps()) {
      truePositives += step.forged();
      falsePositives += step.real();
      if ((double) falsePositives / ranked.real() > falsePositiveLimit) {
        break;
      }
      best = (double) truePositives / ranked.forged();
    }
    return best;
  }

  /**
   * Expected calibration error of probabilities: samples fall into {@code bins} bins of equal width
   * by their probability of forgery; the error is the mean over samples of |mean probability −
   * share forged| of their bin (Guo et al., 2017, for the forged class).
   *
   * @throws IllegalArgumentException if a score is no probability
   */
  public static double expectedCalibrationError(List<ScoredSample> samples, int bins) {
    if (samples.isEmpty()) {
      return Double.NaN;
    }
    double error = 0;
    for (CalibrationBin bin : CalibrationBin.of(samples, bins)) {
      if (bin.samples() > 0) {
        error += bin.samples() * Math.abs(bin.meanProbability() - bin.forgedShare());
      }
    }
    return error / samples.size();
  }

  /**
   * The expected calibration error of a set in which both classes weigh the same: what a
   * probability that answers for an even prior must be held to. Of such a probability, {@link
   * #expectedCalibrationError} also measures how far the set is from an even prior.
   *
   * @return NaN if a class is missing
   * @throws IllegalArgumentException if a score is no probability
   */
  public static double evenPriorCalibrationError(List<ScoredSample> samples, int bins) {
    long forged = samples.stream().filter(ScoredSample::forged).count();
    long real = samples.size() - forged;
    if (forged == 0 || real == 0) {
      return Double.NaN;
    }
    double[] excess = new double[bins];
    for (ScoredSample sample : samples) {
      double weight = 0.5 / (sample.forged() ? forged : real);
      excess[CalibrationBin.index(sample, bins)] +=
          weight * (sample.score() - (sample.forged() ? 1 : 0));
    }
    return Arrays.stream(excess).map(Math::abs).sum();
  }

  /** Brier score: mean squared difference of a probability of forgery and the truth, 0 or 1. */
  public static double brierScore(List<ScoredSample> samples) {
    return samples.stream()
        .mapToDouble(sample -> sample.score() - (sample.forged() ? 1 : 0))
        .map(difference -> difference * difference)
        .average()
        .orElse(Double.NaN);
  }
}
