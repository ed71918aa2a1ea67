package org.delocate.evaluation.number;

import java.util.Optional;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.MaskScores;

/** What painted masks are held against. */
public enum MaskTruth {
  GIVEN("given", "truth as given"),
  HULL("hull", "convex hull of the truth");

  private final String key;
  private final String words;

  MaskTruth(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String words() {
    return words;
  }

  /** A face's masks against this truth; empty where it is not known. */
  public Optional<MaskScores> of(EvaluatedFace face) {
    return switch (this) {
      case GIVEN -> face.given();
      case HULL -> face.hull();
    };
  }
}
