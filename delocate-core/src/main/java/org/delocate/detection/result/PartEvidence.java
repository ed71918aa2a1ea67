package org.delocate.detection.result;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.delocate.face.region.FacialPart;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ReferenceErrors;

/**
 * How each facial part compares with real faces. Each value is the share of real validation faces
 * in which the part measures <em>less</em>, 0 to 1: around one half for real faces, near 1 for a
 * part unlike any real one. Over a track, the median of its faces.
 *
 * @param measure what is compared
 * @param eyes share of the eyes
 * @param cheekAndNose share of cheeks and nose
 * @param lips share of the lips
 */
public record PartEvidence(Measure measure, double eyes, double cheekAndNose, double lips) {

  /** What of a part is compared with real faces. */
  public enum Measure {
    /** How badly the network that knows real faces only recovers the part. */
    RECOVERY_ERROR("recoveryError"),
    /** How far the mapping module keeps the part from what is recovered of it. */
    MAPPING_DISCREPANCY("mappingDiscrepancy");

    private final String key;

    Measure(String key) {
      this.key = key;
    }

    /** As reports for programs name it. */
    public String key() {
      return key;
    }
  }

  /** Of one face; empty if the model's card does not know what real faces measure. */
  public static Optional<PartEvidence> of(ModelCard card, FaceEvidence evidence) {
    if (card.realDiscrepancies() != null) {
      return Optional.of(
          compared(
              Measure.MAPPING_DISCREPANCY, card.realDiscrepancies(), evidence.discrepancies()));
    }
    return Optional.ofNullable(card.realFaces())
        .map(real -> compared(Measure.RECOVERY_ERROR, real, evidence.recoveryErrors()));
  }

  private static PartEvidence compared(Measure measure, ReferenceErrors real, PartValues found) {
    ToDoubleFunction<FacialPart> share = part -> real.percentile(part, found.of(part));
    return new PartEvidence(
        measure,
        share.applyAsDouble(FacialPart.EYES),
        share.applyAsDouble(FacialPart.CHEEK_AND_NOSE),
        share.applyAsDouble(FacialPart.LIPS));
  }
}
