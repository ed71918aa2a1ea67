package org.delocate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {

  private static ScoredSample sample(boolean forged, double score) {
    return new ScoredSample("k", forged, score, "g");
  }

  @Test
  void perfectAndReversedOrder() {
    var perfect = List.of(sample(true, 2), sample(true, 1), sample(false, 0), sample(false, -1));
    assertThat(DetectionMetrics.areaUnderRoc(perfect)).isEqualTo(1);
    assertThat(DetectionMetrics.averagePrecision(perfect)).isEqualTo(1);
    assertThat(DetectionMetrics.equalErrorRate(perfect)).isEqualTo(0);
    assertThat(DetectionMetrics.truePositiveRateAt(perfect, 0.01)).isEqualTo(1);
    var reversed = List.of(sample(false, 2), sample(true, 1));
    assertThat(DetectionMetrics.areaUnderRoc(reversed)).isEqualTo(0);
    assertThat(DetectionMetrics.equalErrorRate(reversed)).isEqualTo(1);
    assertThat(DetectionMetrics.averagePrecision(reversed)).isEqualTo(0.5);
  }

  @Test
  void tiesCountHalf() {
    var tied = List.of(sample(true, 1), sample(false, 1), sample(true, 1), sample(false, 1));
    assertThat(DetectionMetrics.areaUnderRoc(tied)).isEqualTo(0.5);
    assertThat(DetectionMetrics.averagePrecision(tied)).isEqualTo(0.5);
    assertThat(DetectionMetrics.equalErrorRate(tied)).isEqualTo(0.5);
    assertThat(DetectionMetrics.truePositiveRateAt(tied, 0.05)).isEqualTo(0);
  }

  @Test
  void oneClassHasNoRocAndNothingHasNoAccuracy() {
    assertThat(DetectionMetrics.areaUnderRoc(List.of(sample(true, 1)))).isNaN();
    assertThat(DetectionMetrics.equalErrorRate(List.of(sample(false, 1)))).isNaN();
    assertThat(DetectionMetrics.accuracy(List.of(), 0.5)).isNaN();
  }

  @Test
  void agreesWithSlowDefinitionsOnTiedRandomScores() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 50; round++) {
      List<ScoredSample> samples = new ArrayList<>();
      samples.add(sample(true, 3));
      samples.add(sample(false, 3));
      for (int i = 0; i < 40; i++) {
        samples.add(sample(random.nextBoolean(), random.nextInt(12)));
      }
      assertThat(DetectionMetrics.areaUnderRoc(samples)).isCloseTo(slowAuc(samples), within(1e-12));
      assertThat(DetectionMetrics.averagePrecision(samples))
          .isCloseTo(slowAveragePrecision(samples), within(1e-12));
      assertThat(DetectionMetrics.truePositiveRateAt(samples, 0.1))
          .isCloseTo(slowTruePositiveRate(samples, 0.1), within(1e-12));
    }
  }

  private static double slowAuc(List<ScoredSample> samples) {
    double wins = 0;
    long pairs = 0;
    for (ScoredSample forged : samples) {
      for (ScoredSample real : samples) {
        if (forged.forged() && !real.forged()) {
          pairs++;
          wins += forged.score() > real.score() ? 1 : forged.score() == real.score() ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  private static double slowAveragePrecision(List<ScoredSample> samples) {
    double sum = 0;
    double lastRecall = 0;
    for (double threshold :
        samples.stream().mapToDouble(s -> -s.score()).distinct().sorted().map(s -> -s).toArray()) {
      double recall = DetectionMetrics.flaggedShare(samples, true, threshold);
      long flagged = samples.stream().filter(s -> s.score() >= threshold).count();
      long hits = samples.stream().filter(s -> s.forged() && s.score() >= threshold).count();
      sum += (recall - lastRecall) * hits / flagged;
      lastRecall = recall;
    }
    return sum;
  }

  private static double slowTruePositiveRate(List<ScoredSample> samples, double limit) {
    double best = 0;
    for (ScoredSample candidate : samples) {
      double threshold = candidate.score();
      if (DetectionMetrics.flaggedShare(samples, false, threshold) <= limit) {
        best = Math.max(best, DetectionMetrics.flaggedShare(samples, true, threshold));
      }
    }
    return best;
  }

  @Test
  void equalErrorRateOnTheCurve() {
    // ROC corners (0,0) (0,0.5) (0.5,0.5) (0.5,1) (1,1): the diagonal from (0,1) crosses at
    // (0.5,0.5).
    var samples = List.of(sample(true, 4), sample(false, 3), sample(true, 2), sample(false, 1));
    assertThat(DetectionMetrics.equalErrorRate(samples)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void calibrationErrorOfKnownBins() {
    var samples =
        List.of(sample(true, 0.9), sample(false, 0.95), sample(false, 0.05), sample(false, 1.0));
    // Upper bin: mean 0.95 against one forged in three; lower bin: 0.05 against none.
    double expected = 3.0 / 4 * (0.95 - 1.0 / 3) + 1.0 / 4 * 0.05;
    assertThat(DetectionMetrics.expectedCalibrationError(samples, 10))
        .isCloseTo(expected, within(1e-12));
    assertThatThrownBy(
            () -> DetectionMetrics.expectedCalibrationError(List.of(sample(true, 2)), 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void notANumberIsNoScore() {
    assertThatThrownBy(() -> sample(true, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void intervalHoldsTheValueAndGroupsWidenIt() {
    SplittableRandom random = new SplittableRandom(5);
    List<ScoredSample> independent = new ArrayList<>();
    List<ScoredSample> grouped = new ArrayList<>();
    for (int video = 0; video < 30; video++) {
      double quality = random.nextDouble();
      for (int frame = 0; frame < 10; frame++) {
        boolean forged = video % 2 == 0;
        double score = quality + (forged ? 0.3 : 0);
        independent.add(new ScoredSample("k", forged, score, video + "/" + frame));
        grouped.add(new ScoredSample("k", forged, score, "" + video));
      }
    }
    Bootstrap bootstrap = new Bootstrap(300, 1);
    Interval narrow = bootstrap.of(independent, DetectionMetrics::areaUnderRoc);
    Interval wide = bootstrap.of(grouped, DetectionMetrics::areaUnderRoc);
    assertThat(wide.value()).isEqualTo(narrow.value()).isBetween(wide.low(), wide.high());
    assertThat(wide.high() - wide.low()).isGreaterThan(1.5 * (narrow.high() - narrow.low()));
    assertThat(bootstrap.of(grouped, DetectionMetrics::areaUnderRoc)).isEqualTo(wide);
  }
}
