package org.delocate.evaluation.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.metrics.ScoredSample;
import org.junit.jupiter.api.Test;

class PlattScalingTest {

  private static ScoredSample sample(boolean forged, double score) {
    return new ScoredSample("k", forged, score, "g");
  }

  @Test
  void plattScalingFindsTheLawThatMadeTheLabels() {
    SplittableRandom random = new SplittableRandom(9);
    List<ScoredSample> samples = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      double x = random.nextDouble() * 8 - 4;
      boolean forged = random.nextDouble() < 1 / (1 + Math.exp(-x / 2));
      samples.add(sample(forged, x));
    }
    Calibrator fit = PlattScaling.fit(samples);
    assertThat(fit.temperature()).isCloseTo(2, within(0.1));
    assertThat(fit.bias()).isCloseTo(0, within(0.05));
    var separable = List.of(sample(true, 1), sample(false, -1));
    assertThat(PlattScaling.fit(separable).probability(1)).isBetween(0.9, 1.0);
    assertThatThrownBy(() -> PlattScaling.fit(List.of(sample(true, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
