package org.delocate.detection.result;

import java.util.Comparator;

/** Who of several people decides: the most suspicious one, always. */
public final class Suspicion {

  private Suspicion() {}

  /**
   * The person whose verdict is the video's comes first; among equals the one with the higher
   * probability. Forged people come first; then those who cannot be called authentic, however few
   * faces that rests on, since a video with them cannot be called authentic either; then those of
   * whom only a part of the file was seen; then authentic ones; then those who are seen too little
   * and show nothing, and those without a scored face.
   */
  public static Comparator<TrackFinding> order() {
    return Comparator.comparingInt((TrackFinding track) -> rank(track.verdict()))
        .thenComparingDouble(track -> -probability(track.verdict()));
  }

  private static int rank(Verdict verdict) {
    if (verdict instanceof Verdict.Scored scored) {
      return scored.label() == Verdict.Label.FORGED ? 0 : 3;
    }
    return switch (((Verdict.Abstained) verdict).cause()) {
      case INCONCLUSIVE -> 1;
      case TOO_FEW_FACES -> isOpen(verdict) ? 1 : 4;
      case INCOMPLETE -> 2;
      case FACES_TOO_BLURRED -> verdict.assessed().isPresent() ? 2 : 5;
      case FACES_TOO_SMALL -> 5;
      case NO_FACE, OTHER_STREAMS -> 6;
    };
  }

  /** Whether there is evidence; of a model that knows none, whether the threshold is reached. */
  private static boolean isOpen(Verdict verdict) {
    Assessment assessment = verdict.assessed().orElseThrow();
    return assessment
        .evidence()
        .map(evidence -> evidence.reaches(Evidence.WEAK))
        .orElse(assessment.probability() >= verdict.threshold());
  }

  private static double probability(Verdict verdict) {
    return verdict.assessed().map(Assessment::probability).orElse(0.0);
  }
}
