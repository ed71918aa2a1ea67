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
      assertThat(DetectionMetrics.equalErrorRate(samples))
          .isCloseTo(slowEqualErrorRate(samples), within(1e-9));
      List<ScoredSample> probabilities =
          samples.stream().map(s -> sample(s.forged(), s.score() / 12)).toList();
      assertThat(DetectionMetrics.expectedCalibrationError(probabilities, 5))
          .isCloseTo(slowCalibrationError(probabilities, 5), within(1e-12));
      assertThat(DetectionMetrics.evenPriorCalibrationError(probabilities, 5))
          .isCloseTo(slowCalibrationError(evened(probabilities), 5), within(1e-12));
      assertThat(DetectionMetrics.accuracy(samples, 6)).isEqualTo(slowAccuracy(samples, 6));
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

  /** Halves the way along the ROC curve, a polygon, until false alarms and misses are equal. */
  private static double slowEqualErrorRate(List<ScoredSample> samples) {
    List<ScoreCurves.Point> curve = ScoreCurves.roc(samples);
    double low = 0;
    double high = curve.size() - 1;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      ScoreCurves.Point point = between(curve, middle);
      if (point.x() < 1 - point.y()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return between(curve, high).x();
  }

  private static ScoreCurves.Point between(List<ScoreCurves.Point> curve, double place) {
    int before = (int) Math.min(curve.size() - 2, Math.floor(place));
    double share = place - before;
    ScoreCurves.Point a = curve.get(before);
    ScoreCurves.Point b = curve.get(before + 1);
    return new ScoreCurves.Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()));
  }

  private static double slowCalibrationError(List<ScoredSample> samples, int bins) {
    double error = 0;
    for (int bin = 0; bin < bins; bin++) {
      double low = (double) bin / bins;
      double high = bin == bins - 1 ? 2 : (bin + 1.0) / bins;
      var inside = samples.stream().filter(s -> s.score() >= low && s.score() < high).toList();
      double said = inside.stream().mapToDouble(ScoredSample::score).average().orElse(0);
      double were = inside.stream().mapToDouble(s -> s.forged() ? 1 : 0).average().orElse(0);
      error += Math.abs(said - were) * inside.size() / samples.size();
    }
    return error;
  }

  /** Every sample as often as makes the classes equally large. */
  private static List<ScoredSample> evened(List<ScoredSample> samples) {
    long forged = samples.stream().filter(ScoredSample::forged).count();
    List<ScoredSample> evened = new ArrayList<>();
    for (ScoredSample sample : samples) {
      for (long i = 0; i < (sample.forged() ? samples.size() - forged : forged); i++) {
        evened.add(sample);
      }
    }
    return evened;
  }

  private static double slowAccuracy(List<ScoredSample> samples, double threshold) {
    double right = 0;
    for (ScoredSample sample : samples) {
      if (sample.forged() ? sample.score() >= threshold : sample.score() < threshold) {
        right++;
      }
    }
    return right / samples.size();
  }

  @Test
  void curvesGoThroughTheHandWorkedCorners() {
    var samples = List.of(sample(true, 4), sample(false, 3), sample(true, 2), sample(false, 2));
    assertThat(ScoreCurves.roc(samples))
        .containsExactly(
            new ScoreCurves.Point(0, 0),
            new ScoreCurves.Point(0, 0.5),
            new ScoreCurves.Point(0.5, 0.5),
            new ScoreCurves.Point(1, 1));
    assertThat(ScoreCurves.precisionRecall(samples))
        .containsExactly(
            new ScoreCurves.Point(0, 1),
            new ScoreCurves.Point(0.5, 1),
            new ScoreCurves.Point(0.5, 0.5),
            new ScoreCurves.Point(1, 0.5));
    assertThat(ScoreCurves.roc(List.of(sample(true, 1)))).isEmpty();
    assertThat(ScoreCurves.precisionRecall(List.of(sample(false, 1)))).isEmpty();
  }

  @Test
  void binsHoldEverySampleOnce() {
    var samples = List.of(sample(true, 0), sample(false, 0.25), sample(true, 0.5), sample(true, 1));
    List<CalibrationBin> bins = CalibrationBin.of(samples, 4);
    assertThat(bins).extracting(CalibrationBin::samples).containsExactly(1L, 1L, 1L, 1L);
    assertThat(bins.get(3).forgedShare()).isEqualTo(1);
    assertThat(CalibrationBin.of(List.of(), 2).get(0).meanProbability()).isNaN();
  }

  @Test
  void aPairedBootstrapTellsABetterDetectorFromAnEqualOne() {
    SplittableRandom random = new SplittableRandom(8);
    List<PairedBootstrap.Pair<ScoredSample>> better = new ArrayList<>();
    List<PairedBootstrap.Pair<ScoredSample>> equal = new ArrayList<>();
    for (int video = 0; video < 80; video++) {
      boolean forged = video % 2 == 0;
      double noise = random.nextDouble() * 2;
      ScoredSample weak = sample(forged, noise + (forged ? 0.3 : 0));
      ScoredSample strong = sample(forged, noise + (forged ? 1 : 0));
      better.add(new PairedBootstrap.Pair<>("" + video, weak, strong));
      equal.add(new PairedBootstrap.Pair<>("" + video, weak, sample(forged, 2 * weak.score())));
    }
    PairedBootstrap bootstrap = new PairedBootstrap(400, 1);
    var gain = bootstrap.of(better, DetectionMetrics::areaUnderRoc);
    assertThat(gain.second()).isGreaterThan(gain.first());
    assertThat(gain.difference().value()).isEqualTo(gain.second() - gain.first());
    assertThat(gain.difference().low()).isPositive();
    assertThat(gain.probability()).isEqualTo(2.0 / 401);
    var none = bootstrap.of(equal, DetectionMetrics::areaUnderRoc);
    assertThat(none.difference()).isEqualTo(new Interval(0, 0, 0));
    assertThat(none.probability()).isEqualTo(1);
    var empty =
        bootstrap.of(List.<PairedBootstrap.Pair<ScoredSample>>of(), DetectionMetrics::areaUnderRoc);
    assertThat(empty.probability()).isNaN();
  }

  @Test
  void aPairedBootstrapDrawsWholeGroups() {
    List<PairedBootstrap.Pair<Integer>> pairs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      pairs.add(new PairedBootstrap.Pair<>("one", i, i + 1));
    }
    var comparison =
        new PairedBootstrap(50, 3)
            .of(pairs, values -> values.stream().mapToInt(v -> v).average().orElse(0));
    // One group is drawn whole each time: no spread at all.
    assertThat(comparison.difference()).isEqualTo(new Interval(1, 1, 1));
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
  void calibrationAtAnEvenPriorDoesNotCareHowManyThereAreOfAClass() {
    // Said to be forged with 0.8: 16 of 20 forged, 1 of 5 real; with 0.2: the rest.
    List<ScoredSample> samples = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      boolean forged = i < 20;
      boolean high = forged ? i < 16 : i < 21;
      samples.add(sample(forged, high ? 0.8 : 0.2));
    }
    assertThat(DetectionMetrics.evenPriorCalibrationError(samples, 10)).isCloseTo(0, within(1e-12));
    assertThat(DetectionMetrics.expectedCalibrationError(samples, 10)).isGreaterThan(0.1);
    assertThat(DetectionMetrics.evenPriorCalibrationError(List.of(sample(true, 0.5)), 10)).isNaN();
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
