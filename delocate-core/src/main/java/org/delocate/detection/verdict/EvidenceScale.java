package org.delocate.detection.verdict;

import java.util.Optional;
import org.delocate.detection.result.Assessment;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FalseAlarms;
import org.delocate.network.evidence.EvidenceLevels;

/**
 * Grades probabilities by the steps that stand in a model's card.
 *
 * @param levels of the card; empty if it has none, as those of older models
 */
record EvidenceScale(Optional<EvidenceLevels> levels) {

  /** Of a card that has none. */
  static EvidenceScale none() {
    return new EvidenceScale(Optional.empty());
  }

  /** The step that a probability reaches; empty where the card knows no steps. */
  Optional<Evidence> evidence(double probability) {
    return levels.map(
        steps -> {
          if (probability >= steps.strong().from()) {
            return Evidence.STRONG;
          }
          if (probability >= steps.moderate().from()) {
            return Evidence.MODERATE;
          }
          return probability >= steps.weak().from() ? Evidence.WEAK : Evidence.NONE;
        });
  }

  /** A probability with all that the card says of it. */
  Assessment assess(double probability) {
    Optional<Evidence> evidence = evidence(probability);
    return new Assessment(probability, evidence, evidence.flatMap(this::falseAlarms));
  }

  private Optional<FalseAlarms> falseAlarms(Evidence evidence) {
    return level(evidence)
        .map(
            level ->
                new FalseAlarms(
                    level.falseAlarms(),
                    level.upTo(),
                    levels.orElseThrow().clips(),
                    levels.orElseThrow().pages()));
  }

  private Optional<EvidenceLevels.Level> level(Evidence evidence) {
    return switch (evidence) {
      case STRONG -> levels.map(EvidenceLevels::strong);
      case MODERATE -> levels.map(EvidenceLevels::moderate);
      case WEAK -> levels.map(EvidenceLevels::weak);
      case NONE -> Optional.empty();
    };
  }
}
