package org.delocate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlarmThresholdTest {

  private static ScoredSample sample(boolean forged, double score) {
    return new ScoredSample("k", forged, score, "g");
  }

  @Test
  void soManyRealOnesLieAbove() {
    List<ScoredSample> samples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      samples.add(sample(false, i));
    }
    samples.add(sample(true, 18));
    samples.add(sample(true, 18.5));
    AlarmThreshold threshold = AlarmThreshold.of(samples, 0.05);
    assertThat(threshold.score()).isEqualTo(18);
    assertThat(threshold.shareAbove(samples, false)).isEqualTo(0.05);
    assertThat(threshold.shareAbove(samples, true)).isEqualTo(0.5);
    assertThat(AlarmThreshold.of(samples, 0.049).score()).isEqualTo(19);
    assertThat(AlarmThreshold.of(samples, 0).shareAbove(samples, true)).isZero();
  }

  @Test
  void equalScoresAreNotAbove() {
    var tied = List.of(sample(false, 1), sample(false, 1), sample(false, 1), sample(true, 1));
    assertThat(AlarmThreshold.of(tied, 0.4).shareAbove(tied, false)).isZero();
    assertThat(AlarmThreshold.of(tied, 0.4).shareAbove(tied, true)).isZero();
  }

  @Test
  void withoutRealOnesNothingIsAbove() {
    var forged = List.of(sample(true, 1));
    assertThat(AlarmThreshold.of(forged, 0.05).shareAbove(forged, true)).isZero();
    assertThat(AlarmThreshold.of(forged, 0.05).shareAbove(forged, false)).isNaN();
    assertThatThrownBy(() -> AlarmThreshold.of(forged, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isTheThresholdOfTheDetectionRateAndTheLowestOne() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 60; round++) {
      List<ScoredSample> samples = new ArrayList<>(List.of(sample(true, 3), sample(false, 2)));
      for (int i = 0; i < 50; i++) {
        samples.add(sample(random.nextBoolean(), random.nextInt(25)));
      }
      for (double share : new double[] {0.01, 0.05, 0.2, 0.5}) {
        AlarmThreshold threshold = AlarmThreshold.of(samples, share);
        assertThat(threshold.shareAbove(samples, true))
            .isEqualTo(DetectionMetrics.truePositiveRateAt(samples, share));
        assertThat(threshold.score()).isEqualTo(slow(samples, share));
      }
    }
  }

  /** The lowest of all scores above which no more than the share lies. */
  private static double slow(List<ScoredSample> samples, double share) {
    return samples.stream()
        .filter(sample -> !sample.forged())
        .mapToDouble(ScoredSample::score)
        .filter(score -> new AlarmThreshold(share, score).shareAbove(samples, false) <= share)
        .min()
        .orElseThrow();
  }
}
