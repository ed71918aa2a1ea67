package org.delocate.evaluation.number;

import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.MaskSample;

/** Who painted a mask. */
public enum Painter {
  MODEL("model", "the model"),
  /** The model's, within its {@link org.delocate.network.model.Calibration#outlinedFrom}. */
  OUTLINE("outline", "the model's outline"),
  ELLIPSE("ellipse", "a fixed ellipse"),
  RESIDUAL("residual", "the recovery residual");

  private final String key;
  private final String words;

  Painter(String key, String words) {
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

  /** This painter's mask of a face. */
  public MaskSample of(MaskScores scores) {
    return switch (this) {
      case MODEL -> scores.model();
      case OUTLINE -> scores.outline();
      case ELLIPSE -> scores.ellipse();
      case RESIDUAL -> scores.residual();
    };
  }
}
