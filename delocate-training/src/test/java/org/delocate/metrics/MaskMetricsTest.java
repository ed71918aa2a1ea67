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
  void refusesWhatIsNoMask() {
    assertThatThrownBy(() -> sample(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sample(new float[1], new float[] {Float.NaN}))
        .hasMessageContaining("NaN");
  }
}
