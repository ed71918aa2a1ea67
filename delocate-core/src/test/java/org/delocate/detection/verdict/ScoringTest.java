package org.delocate.detection.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.delocate.detection.options.ScoreAggregator;
import org.delocate.detection.result.Verdict;
import org.junit.jupiter.api.Test;

class ScoringTest {

  @Test
  void meanCountsEveryFace() {
    assertThat(ScoreAggregator.mean().aggregate(new double[] {-1, 0, 4})).isEqualTo(1);
  }

  @Test
  void topCountsTheHighestFaces() {
    ScoreAggregator top = ScoreAggregator.top(0.25);

    double[] logits = {5, -3, 1, 7, 0, -1, 2, 3};
    assertThat(top.aggregate(logits)).isEqualTo(6);
    assertThat(logits).as("not changed").containsExactly(5, -3, 1, 7, 0, -1, 2, 3);
    assertThat(top.aggregate(new double[] {1, 2})).as("at least one face").isEqualTo(2);
    assertThat(ScoreAggregator.top(1).aggregate(new double[] {-1, 0, 4})).isEqualTo(1);
    assertThatThrownBy(() -> ScoreAggregator.top(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void calibrationDividesAndShifts() {
    Calibrator calibrator = new Calibrator(2, -0.5);

    assertThat(calibrator.probability(1)).isEqualTo(0.5);
    // sigmoid(3 / 2 - 0.5) = sigmoid(1)
    assertThat(calibrator.probability(3)).isEqualTo(0.7310585786, within(1e-9));
    assertThat(calibrator.probability(-1e6)).isZero();
    assertThatThrownBy(() -> new Calibrator(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLabelCannotContradictItsNumber() {
    assertThat(Verdict.Scored.of(0.5, 0.5, "").label()).isEqualTo(Verdict.Label.FORGED);
    assertThat(Verdict.Scored.of(0.49, 0.5, "").label()).isEqualTo(Verdict.Label.AUTHENTIC);
    assertThatThrownBy(() -> new Verdict.Scored(Verdict.Label.AUTHENTIC, 0.6, 0.5, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Verdict.Scored.of(Double.NaN, 0.5, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
