package org.delocate.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskMetricsTest {

  private static MaskSample sample(float[] truth, float[] prediction) {
    return MaskSample.of("k", "g", truth, prediction, 0.5);
  }

  @Test
  void aMaskTimesAFactorKeepsItsPixelsAndWhatIsPainted() {
    MaskSample mask =
        MaskSample.of("a", "a", new float[] {1, 1, 0, 0}, new float[] {1, 0.6f, 0.4f, 0}, 0.5);
    MaskSample half = mask.times(0.5);
    assertThat(half.forgedPixels()[128]).isEqualTo(1);
    assertThat(half.forgedPixels()[77]).isEqualTo(1);
    assertThat(half.realPixels()[51]).isEqualTo(1);
    assertThat(half.realPixels()[0]).isEqualTo(1);
    assertThat(half.predicted()).isEqualTo(2);
    assertThat(half.paintedFrom(128).predicted()).isEqualTo(1);
    assertThat(mask.times(1)).usingRecursiveComparison().isEqualTo(mask);
    assertThat(mask.times(0).realPixels()[0]).isEqualTo(2);
  }

  @Test
  void perfectMask() {
    var samples = List.of(sample(new float[] {1, 1, 0, 0}, new float[] {1, 0.9f, 0.1f, 0}));
    assertThat(MaskMetrics.intersectionOverUnion(samples)).isEqualTo(1);
    assertThat(MaskMetrics.f1(samples)).isEqualTo(1);
    assertThat(MaskMetrics.pixelAreaUnderRoc(samples)).isEqualTo(1);
    assertThat(MaskMetrics.pixelAccuracy(samples)).isEqualTo(1);
    assertThat(MaskMetrics.iinc(samples)).isEqualTo(0);
  }

  @Test
  void halfRightMask() {
    var samples = List.of(sample(new float[] {1, 1, 0, 0}, new float[] {1, 0, 1, 0}));
    assertThat(MaskMetrics.intersectionOverUnion(samples)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(MaskMetrics.f1(samples)).isEqualTo(0.5);
    assertThat(MaskMetrics.pixelAccuracy(samples)).isEqualTo(0.5);
    assertThat(MaskMetrics.pixelAreaUnderRoc(samples)).isEqualTo(0.5);
    assertThat(MaskMetrics.iinc(samples)).isCloseTo((3 - 1.0 / 3 - 0.5 - 0.5) / 3, within(1e-12));
  }

  @Test
  void emptyTruthHasNoOverlapButCounts() {
    MaskSample real = sample(new float[] {0, 0, 0, 0}, new float[] {0.9f, 0, 0, 0});
    var onlyReal = List.of(real);
    assertThat(MaskMetrics.intersectionOverUnion(onlyReal)).isNaN();
    assertThat(MaskMetrics.pixelAreaUnderRoc(onlyReal)).isNaN();
    assertThat(MaskMetrics.paintedShareOfReal(onlyReal)).isEqualTo(0.25);
    assertThat(MaskMetrics.iinc(onlyReal)).isEqualTo(1);
    var both = List.of(real, sample(new float[] {0, 1, 0, 0}, new float[4]));
    assertThat(MaskMetrics.intersectionOverUnion(both)).isEqualTo(0);
    assertThat(MaskMetrics.f1(both)).isEqualTo(0);
    assertThat(MaskMetrics.iinc(both)).isEqualTo(1);
    assertThat(MaskMetrics.pixelAccuracy(both)).isEqualTo(6.0 / 8);
    assertThat(MaskMetrics.pixelAccuracy(List.of())).isNaN();
    assertThat(sample(new float[2], new float[2]).iinc()).isEqualTo(0);
  }

  @Test
  void pixelAucAgreesWithTheSlowOne() {
    SplittableRandom random = new SplittableRandom(4);
    List<MaskSample> samples = new ArrayList<>();
    List<ScoredSample> pixels = new ArrayList<>();
    for (int picture = 0; picture < 20; picture++) {
      float[] truth = new float[100];
      float[] prediction = new float[100];
      for (int i = 0; i < 100; i++) {
        truth[i] = random.nextInt(3) == 0 ? 1 : 0;
        int level = (int) (random.nextDouble() * (180 + 75 * truth[i]));
        prediction[i] = level / 255f;
        pixels.add(new ScoredSample("", truth[i] > 0, level, ""));
      }
      samples.add(sample(truth, prediction));
    }
    assertThat(MaskMetrics.pixelAreaUnderRoc(samples))
        .isCloseTo(DetectionMetrics.areaUnderRoc(pixels), within(1e-12));
  }

  @Test
  void agreesWithSlowDefinitionsPixelByPixel() {
    SplittableRandom random = new SplittableRandom(6);
    for (int round = 0; round < 60; round++) {
      float[] truth = new float[30];
      float[] prediction = new float[30];
      int forged = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(29);
      for (int i = 0; i < 30; i++) {
        truth[i] = i < forged ? 1 : 0;
        prediction[i] = round % 7 == 0 ? 0 : random.nextInt(256) / 255f;
      }
      MaskSample sample = sample(truth, prediction);
      assertSlow(sample, truth, prediction, 0.5);
      int level = random.nextInt(257);
      assertSlow(sample.paintedFrom(level), truth, prediction, level / 255.0 - 1e-6);
    }
  }

  private static void assertSlow(
      MaskSample sample, float[] truth, float[] prediction, double threshold) {
    double hits = 0;
    double falseAlarms = 0;
    double misses = 0;
    for (int i = 0; i < truth.length; i++) {
      boolean painted = prediction[i] >= threshold;
      hits += painted && truth[i] == 1 ? 1 : 0;
      falseAlarms += painted && truth[i] == 0 ? 1 : 0;
      misses += !painted && truth[i] == 1 ? 1 : 0;
    }
    double precision = hits / (hits + falseAlarms);
    double recall = hits / (hits + misses);
    double overlap = hits / (hits + falseAlarms + misses);
    var one = List.of(sample);
    assertThat(MaskMetrics.pixelAccuracy(one))
        .isCloseTo(1 - (falseAlarms + misses) / truth.length, within(1e-12));
    if (hits + misses == 0) {
      assertThat(MaskMetrics.intersectionOverUnion(one)).isNaN();
      assertThat(MaskMetrics.f1(one)).isNaN();
      assertThat(MaskMetrics.paintedShareOfReal(one))
          .isCloseTo(falseAlarms / truth.length, within(1e-12));
      assertThat(MaskMetrics.iinc(one)).isEqualTo(falseAlarms == 0 ? 0 : 1);
      return;
    }
    assertThat(MaskMetrics.intersectionOverUnion(one)).isCloseTo(overlap, within(1e-12));
    double f1 = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
    assertThat(MaskMetrics.f1(one)).isCloseTo(f1, within(1e-12));
    // Dang et al., 2020: (3 - IoU - I/M - I/P) / 3, and 1 where only the truth holds pixels.
    double iinc = hits + falseAlarms == 0 ? 1 : (3 - overlap - recall - precision) / 3;
    assertThat(MaskMetrics.iinc(one)).isCloseTo(iinc, within(1e-12));
  }

  @Test
  void refusesWhatIsNoMask() {
    assertThatThrownBy(() -> sample(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sample(new float[1], new float[] {Float.NaN}))
        .hasMessageContaining("NaN");
  }
}
