package org.delocate.detection.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.delocate.detection.verdict.SegmentFinder.Passage;
import org.junit.jupiter.api.Test;

class SegmentFinderTest {

  private static final double THRESHOLD = 2;

  private final SegmentFinder finder = new SegmentFinder(1, SegmentFinder.FALSE_RATE);

  @Test
  void twoForgedSecondsInAMinuteAreFoundThoughTheMeanVanishes() {
    for (int seed = 0; seed < 50; seed++) {
      double[] times = times(240, 0.25);
      double[] logits = noise(240, seed, 1, i -> i >= 80 && i <= 88 ? 7 : -2);

      List<Passage> found = find(finder, times, logits);

      assertThat(mean(logits)).isLessThan(0);
      assertThat(found).hasSize(1);
      assertThat(found.get(0).fromSeconds()).isEqualTo(20, offset(0.51));
      assertThat(found.get(0).toSeconds()).isEqualTo(22, offset(0.51));
      assertThat(finder.highest(times, logits, 1)).isEqualTo(found.get(0).logit());
    }
  }

  @Test
  void noiseAloneIsCalledNoMoreOftenThanPromised() {
    // The hardest case: real people whose mean all but reaches the threshold.
    SegmentFinder loose = new SegmentFinder(1, 0.05);
    int series = 2000;
    int called = 0;
    for (int seed = 0; seed < series; seed++) {
      int frames = 8 + seed % 120;
      double[] logits = noise(frames, seed, 1, i -> 0);
      double shift = THRESHOLD - 1e-9 - mean(logits);
      double[] real = Arrays.stream(logits).map(logit -> logit + shift).toArray();
      called += find(loose, times(frames, 1 + seed % 3), real).isEmpty() ? 0 : 1;
    }
    assertThat(called).isBetween(1, (int) (0.05 * series));
  }

  @Test
  void framesThatResembleTheirNeighboursDoNotCountAsManyTimesAsMuch() {
    // 25 frames a second, each nearly what the one before was: pose and light change slowly.
    SegmentFinder loose = new SegmentFinder(1, 0.05);
    int series = 1000;
    int called = 0;
    for (int seed = 0; seed < series; seed++) {
      Random random = new Random(seed);
      double[] logits = new double[500];
      double last = random.nextGaussian();
      for (int i = 0; i < logits.length; i++) {
        last = 0.9 * last + Math.sqrt(1 - 0.81) * random.nextGaussian();
        logits[i] = last;
      }
      double shift = THRESHOLD - 1e-9 - mean(logits);
      double[] real = Arrays.stream(logits).map(logit -> logit + shift).toArray();
      called += find(loose, times(500, 0.04), real).isEmpty() ? 0 : 1;
    }
    assertThat(called).isLessThanOrEqualTo((int) (0.05 * series));
  }

  @Test
  void aTrackThatIsForgedThroughoutIsOnePassage() {
    for (int seed = 0; seed < 200; seed++) {
      double[] times = times(40, 0.5);
      List<Passage> found = find(finder, times, noise(40, seed, 1, i -> 4));

      assertThat(found).hasSize(1);
      assertThat(found.get(0).fromSeconds()).isZero();
      assertThat(found.get(0).toSeconds()).isEqualTo(19.5);
    }
  }

  @Test
  void twoPassagesAreTwo() {
    double[] logits = noise(120, 5, 0.8, i -> (i >= 20 && i < 32) || (i >= 70 && i < 90) ? 8 : -3);

    List<Passage> found = find(finder, times(120, 0.5), logits);

    assertThat(found).hasSize(2);
    assertThat(found.get(0).fromSeconds()).isEqualTo(10, offset(0.51));
    assertThat(found.get(0).toSeconds()).isEqualTo(15.5, offset(0.51));
    assertThat(found.get(1).fromSeconds()).isEqualTo(35, offset(0.51));
    assertThat(found.get(1).toSeconds()).isEqualTo(44.5, offset(0.51));
  }

  @Test
  void aForgedHalfIsOnePassageThoughTheWholeReachesTheThresholdToo() {
    double[] logits = noise(60, 3, 0.5, i -> i < 30 ? 9 : -1);

    List<Passage> found = find(finder, times(60, 1), logits);

    assertThat(mean(logits)).isGreaterThan(THRESHOLD);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).fromSeconds()).isZero();
    assertThat(found.get(0).toSeconds()).isEqualTo(29, offset(1.01));
  }

  @Test
  void aPassageDoesNotReachAcrossAGap() {
    // Three forged frames on either side of a minute without the person.
    double[] times = {0, 1, 2, 3, 4, 5, 65, 66, 67, 68, 69, 70};
    double[] logits = {-3, -3, -3, 9, 9, 9, 9, 9, 9, -3, -3, -3};

    List<Passage> found = find(finder, times, logits);

    assertThat(found).extracting(Passage::fromSeconds).containsExactly(3.0, 65.0);
    assertThat(found).extracting(Passage::toSeconds).containsExactly(5.0, 67.0);
  }

  @Test
  void twoFramesAreNoPassage() {
    double[] logits = noise(60, 1, 0.2, i -> i == 30 || i == 31 ? 6 : -3);

    assertThat(find(finder, times(60, 1), logits)).isEmpty();
    assertThat(find(finder, times(2, 1), new double[] {1, 1})).isEmpty();
    assertThat(find(finder, times(2, 1), new double[] {3, 3})).hasSize(1);
  }

  @Test
  void morePeopleAndAWilderTrackAskForMore() {
    double[] times = times(60, 1);
    double[] calm = noise(60, 1, 0.2, i -> i >= 30 && i < 35 ? 5 : -3);
    double[] wild = noise(60, 1, 3, i -> i >= 30 && i < 35 ? 5 : -3);

    assertThat(finder.highest(times, calm, 1)).isGreaterThan(finder.highest(times, calm, 100));
    assertThat(find(finder, times, calm)).hasSize(1);
    assertThat(find(finder, times, wild)).isEmpty();
  }

  @Test
  void whatIsNoSeriesIsRefused() {
    assertThatThrownBy(() -> new SegmentFinder(0, 0.001))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SegmentFinder(1, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> find(finder, times(3, 1), new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Passage> find(SegmentFinder finder, double[] times, double[] logits) {
    return finder.find(times, logits, 1, logit -> logit >= THRESHOLD);
  }

  private static double[] times(int frames, double step) {
    double[] times = new double[frames];
    Arrays.setAll(times, i -> i * step);
    return times;
  }

  private static double[] noise(int frames, int seed, double deviation, IntToDoubleFunction level) {
    Random random = new Random(seed);
    double[] logits = new double[frames];
    Arrays.setAll(logits, i -> level.applyAsDouble(i) + deviation * random.nextGaussian());
    return logits;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
