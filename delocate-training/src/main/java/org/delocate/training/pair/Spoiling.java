package org.delocate.training.pair;

import static org.delocate.setting.Source.OURS;

import org.delocate.forgery.degrade.EditedFaces;
import org.delocate.forgery.degrade.TrainingDegradation;
import org.delocate.setting.Setting;

/** What befalls the pictures of pairs before the networks see them. */
public record Spoiling(
    @Setting(source = OURS, max = 1, value = "share of the pairs that are degraded as uploads are")
        double degraded,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "share of the degraded pairs whose two faces are degraded each in its own way; the"
                    + " others share one degradation. Fakes of a dataset are softer than their"
                    + " originals; where the real face of a pair can be the softer one, softness as"
                    + " such is no sign of forgery")
        double degradedApart,
    TrainingDegradation degradation,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "share of the pairs that get black bars at their borders, as at the edge of a"
                    + " letterboxed video")
        double barred,
    EditedFaces edits) {

  /** Nothing is edited. */
  public Spoiling(
      double degraded, double degradedApart, TrainingDegradation degradation, double barred) {
    this(degraded, degradedApart, degradation, barred, EditedFaces.none());
  }

  /** Pictures stay as they are. */
  public static Spoiling none() {
    return usual(0);
  }

  /** A share of the pairs is degraded, as uploads usually are, both faces alike. */
  public static Spoiling usual(double degraded) {
    return new Spoiling(degraded, 0, TrainingDegradation.standard(), 0);
  }
}
