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

class PassageContrastTest {

  private static final int WINDOWS_OF_CLIP = 100;

  private final PassageContrast contrast = new PassageContrast(4);

  @Test
  void aPassageThatPartsIsFoundWhateverTheLevelOfItsShot() {
    for (double level : new double[] {-20, 0, 20}) {
      for (int seed = 0; seed < 50; seed++) {
        double[] values = noise(32, seed, i -> level + (i >= 10 && i < 20 ? 4 : 0));

        List<Passage> found = contrast.find(times(32, 0.3), values, WINDOWS_OF_CLIP);

        assertThat(found).as("%s, %d", level, seed).hasSize(1);
        assertThat(found.get(0).fromSeconds()).isEqualTo(3, offset(0.61));
        assertThat(found.get(0).toSeconds()).isEqualTo(5.7, offset(0.61));
      }
    }
  }

  /**
   * Few and slight: beside many, or beside much, the rest parts, and who can say which is forged?
   */
  @Test
  void whatLooksLessForgedThanTheRestDoesNotPart() {
    double[] values = noise(32, 1, i -> i >= 10 && i < 13 ? -3 : 0);
    assertThat(contrast.find(times(32, 0.3), values, WINDOWS_OF_CLIP)).isEmpty();
  }

  /** Who is forged but for a moment has nothing that could be compared with it. */
  @Test
  void aPassageIsComparedWithHalfAsManyFramesOrMore() {
    double[] most = new double[30];
    Arrays.fill(most, 0, 24, 9);
    double whole = 9 / Math.sqrt(1 / 24.0 + 1 / 6.0 + 0.04);
    assertThat(PassageContrast.highest(times(30, 0.3), most)).isPositive().isLessThan(whole);
    double[] few = {6, 6, 6, 0, 0};
    assertThat(PassageContrast.highest(times(5, 0.3), few)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(PassageContrast.highest(new double[0], new double[0]))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(contrast.find(new double[0], new double[0], 1)).isEmpty();
  }

  /** (mean − mean of others) / √(1/e + 1/e' + d²), with the scatter of real clips at least. */
  @Test
  void theContrastIsInDeviations() {
    double[] values = new double[12];
    Arrays.fill(values, 4, 8, 3);
    double expected = 3 / Math.sqrt(1 / 4.0 + 1 / 8.0 + 0.04);
    assertThat(PassageContrast.highest(times(12, 0.3), values)).isEqualTo(expected, offset(1e-9));
    // Frames so close together count as few.
    double dense = 3 / Math.sqrt(1 / 1.6 + 1 / (1 + 8 * 0.2) + 0.04);
    assertThat(PassageContrast.highest(times(12, 0.03), values)).isEqualTo(dense, offset(1e-9));
  }

  /** However many frames are looked at, a small drift is none. */
  @Test
  void whatDriftsALittleDoesNotPart() {
    double[] values = noise(3000, 4, i -> i < 1000 ? 0.6 : 0);
    assertThat(contrast.find(times(3000, 0.2), values, windows(3000))).isEmpty();
  }

  @Test
  void moreWindowsAskForAHigherContrast() {
    double[] values = new double[32];
    Arrays.fill(values, 10, 20, 2);
    double[] times = times(32, 0.3);
    double highest = PassageContrast.highest(times, values);
    PassageContrast just = new PassageContrast(highest - 0.1);
    assertThat(just.find(times, values, WINDOWS_OF_CLIP)).hasSize(1);
    assertThat(just.find(times, values, 100 * WINDOWS_OF_CLIP)).isEmpty();
  }

  /** White noise on long tracks: the correction keeps what a clip's windows have. */
  @Test
  void longTracksOfNoiseAreFlaggedNoMoreOftenThanClips() {
    PassageContrast loose = new PassageContrast(2.6);
    int clips = 0;
    int tracks = 0;
    int series = 400;
    for (int seed = 0; seed < series; seed++) {
      clips += flagged(loose, 24, seed);
      tracks += flagged(loose, 400, seed);
    }
    assertThat(clips).isBetween(series / 100, series / 3);
    assertThat(tracks).isLessThanOrEqualTo(clips + series / 40);
  }

  private static int flagged(PassageContrast contrast, int frames, int seed) {
    double[] values = noise(frames, seed, i -> 0);
    return contrast.find(times(frames, 0.3), values, windows(frames)).isEmpty() ? 0 : 1;
  }

  /** Frames that count as one make no windows of their own. */
  @Test
  void framesCloseTogetherAreNotTriedAsOften() {
    int apart = PassageContrast.windows(times(40, 0.15));
    int close = PassageContrast.windows(times(160, 0.0375));
    assertThat(apart).isBetween(150, 250);
    assertThat(close).isBetween(apart, 3 * apart / 2);
    assertThat(PassageContrast.windows(times(160, 0.15))).isGreaterThan(4 * apart);
    assertThat(PassageContrast.windows(new double[0])).isZero();
  }

  private static int windows(int frames) {
    return PassageContrast.windows(times(frames, 0.3));
  }

  @Test
  void aThresholdIsAboveNothing() {
    assertThatThrownBy(() -> new PassageContrast(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PassageContrast(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] times(int frames, double step) {
    double[] times = new double[frames];
    Arrays.setAll(times, i -> i * step);
    return times;
  }

  private static double[] noise(int frames, int seed, IntToDoubleFunction level) {
    Random random = new Random(seed);
    double[] values = new double[frames];
    Arrays.setAll(values, i -> level.applyAsDouble(i) + random.nextGaussian());
    return values;
  }
}
