package org.delocate.evaluation.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.metrics.ScoredSample;
import org.junit.jupiter.api.Test;

class AnswerTest {

  /** Half of a logit, so that 2 · 1.386 is a probability of 0.8 and −2 · 1.386 one of 0.2. */
  private static final FaceMetrics.Decision DECISION =
      new FaceMetrics.Decision(new Calibrator(2, 0), 0.8, 0.2);

  @Test
  void theCalibratedProbabilityDecides() {
    assertThat(Answer.of(2.78, DECISION)).isEqualTo(Answer.FORGED);
    assertThat(Answer.of(2.76, DECISION)).isEqualTo(Answer.NONE);
    assertThat(Answer.of(-2.76, DECISION)).isEqualTo(Answer.NONE);
    assertThat(Answer.of(-2.78, DECISION)).isEqualTo(Answer.AUTHENTIC);
  }

  @Test
  void theThresholdItselfIsForgedAndTheLowerBoundIsOpen() {
    FaceMetrics.Decision even = new FaceMetrics.Decision(new Calibrator(1, 0), 0.5, 0.5);
    assertThat(Answer.of(0, even)).isEqualTo(Answer.FORGED);
    FaceMetrics.Decision open = new FaceMetrics.Decision(new Calibrator(1, 0), 0.9, 0.5);
    assertThat(Answer.of(0, open)).isEqualTo(Answer.NONE);
  }

  @Test
  void sharesAreOfAllSamples() {
    List<ScoredSample> samples =
        List.of(sample("a", 5), sample("b", 0), sample("c", -5), sample("d", -6));
    assertThat(Answer.FORGED.share(samples, DECISION)).isEqualTo(0.25);
    assertThat(Answer.NONE.share(samples, DECISION)).isEqualTo(0.25);
    assertThat(Answer.AUTHENTIC.share(samples, DECISION)).isEqualTo(0.5);
    assertThat(Answer.FORGED.share(List.of(), DECISION)).isNaN();
  }

  private static ScoredSample sample(String key, double logit) {
    return new ScoredSample(key, true, logit, key);
  }
}
