package org.delocate.evaluation.number;

import java.util.List;
import org.delocate.metrics.ScoredSample;

/** What a detector with a decision says of a face. */
public enum Answer {
  FORGED("called forged"),
  AUTHENTIC("called authentic"),
  NONE("no answer");

  private final String words;

  Answer(String words) {
    this.words = words;
  }

  /** As columns of tables are called. */
  public String words() {
    return words;
  }

  /** The answer to a logit. */
  public static Answer of(double logit, FaceMetrics.Decision decision) {
    double probability = decision.calibrator().probability(logit);
    if (probability >= decision.threshold()) {
      return FORGED;
    }
    return probability < decision.authenticBelow() ? AUTHENTIC : NONE;
  }

  /**
   * The share of samples, scored by their logits, that get this answer; NaN where there is none.
   */
  public double share(List<ScoredSample> samples, FaceMetrics.Decision decision) {
    return samples.stream()
        .mapToDouble(sample -> of(sample.score(), decision) == this ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
