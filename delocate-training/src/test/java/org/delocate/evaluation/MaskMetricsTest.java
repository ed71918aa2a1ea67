package org.delocate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskMetricsTest {

  @Test
  void perfectMask() {
    MaskMetrics metrics = new MaskMetrics(0.5);
    metrics.add(new float[] {1, 1, 0, 0}, new float[] {1, 0.9f, 0.1f, 0});
    assertThat(metrics.meanIntersectionOverUnion()).isEqualTo(1);
    assertThat(metrics.meanF1()).isEqualTo(1);
    assertThat(metrics.pixelAreaUnderRoc()).isEqualTo(1);
    assertThat(metrics.pixelAccuracy()).isEqualTo(1);
    assertThat(metrics.meanIinc()).isEqualTo(0);
  }

  @Test
  void halfRightMask() {
    MaskMetrics metrics = new MaskMetrics(0.5);
    metrics.add(new float[] {1, 1, 0, 0}, new float[] {1, 0, 1, 0});
    assertThat(metrics.meanIntersectionOverUnion()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(metrics.meanF1()).isEqualTo(0.5);
    assertThat(metrics.pixelAccuracy()).isEqualTo(0.5);
    assertThat(metrics.pixelAreaUnderRoc()).isEqualTo(0.5);
    assertThat(metrics.meanIinc()).isCloseTo((3 - 1.0 / 3 - 0.5 - 0.5) / 3, within(1e-12));
  }

  @Test
  void emptyTruthHasNoOverlapButCounts() {
    MaskMetrics metrics = new MaskMetrics(0.5);
    metrics.add(new float[] {0, 0, 0, 0}, new float[] {0.9f, 0, 0, 0});
    assertThat(metrics.meanIntersectionOverUnion()).isNaN();
    assertThat(metrics.pixelAreaUnderRoc()).isNaN();
    assertThat(metrics.paintedShareOfReal()).isEqualTo(0.25);
    assertThat(metrics.meanIinc()).isEqualTo(1);
    metrics.add(new float[] {0, 1, 0, 0}, new float[4]);
    assertThat(metrics.meanIntersectionOverUnion()).isEqualTo(0);
    assertThat(metrics.meanIinc()).isEqualTo(1);
    assertThat(metrics.pictures()).isEqualTo(2);
    assertThat(metrics.forgedPictures()).isEqualTo(1);
  }

  @Test
  void pixelAucAgreesWithTheSlowOne() {
    SplittableRandom random = new SplittableRandom(4);
    MaskMetrics metrics = new MaskMetrics(0.5);
    List<ScoredSample> pixels = new ArrayList<>();
    for (int picture = 0; picture < 20; picture++) {
      float[] truth = new float[100];
      float[] prediction = new float[100];
      for (int i = 0; i < 100; i++) {
        truth[i] = random.nextInt(3) == 0 ? 1 : 0;
        prediction[i] = (float) Math.min(1, random.nextDouble() * (0.7 + 0.3 * truth[i]));
        pixels.add(new ScoredSample("", truth[i] > 0, prediction[i], ""));
      }
      metrics.add(truth, prediction);
    }
    assertThat(metrics.pixelAreaUnderRoc())
        .isCloseTo(DetectionMetrics.areaUnderRoc(pixels), within(5e-4));
  }

  @Test
  void refusesWhatIsNoMask() {
    MaskMetrics metrics = new MaskMetrics(0.5);
    assertThatThrownBy(() -> metrics.add(new float[2], new float[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> metrics.add(new float[1], new float[] {Float.NaN}))
        .hasMessageContaining("NaN");
  }
}
