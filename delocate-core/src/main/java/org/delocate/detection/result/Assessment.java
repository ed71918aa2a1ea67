package org.delocate.detection.result;

import java.util.Objects;
import java.util.Optional;

/**
 * What the score of a face, or of a person's faces together, says; also where it is not enough for
 * a verdict.
 *
 * @param probability calibrated, that the face is forged, 0 to 1; before the scan real and forged
 *     are taken to be equally likely
 * @param evidence how firmly a forgery shows; empty if the model's card does not say where the
 *     steps begin, or if only a part of the file could be judged and nothing shows there
 * @param falseAlarms how often real clips show as much; empty without evidence, and for {@link
 *     Evidence#NONE}, which all real clips reach
 */
public record Assessment(
    double probability, Optional<Evidence> evidence, Optional<FalseAlarms> falseAlarms) {

  public Assessment {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability of " + probability);
    }
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(falseAlarms, "falseAlarms");
  }

  /** By a model that knows no steps of evidence. */
  public static Assessment of(double probability) {
    return new Assessment(probability, Optional.empty(), Optional.empty());
  }

  /** The same, with nothing said of evidence. */
  public Assessment withoutEvidence() {
    return of(probability);
  }
}
