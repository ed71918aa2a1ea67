package org.delocate.network.analysis;

import org.delocate.media.image.Image;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.model.Calibration;

/**
 * What networks say of a face before the card's calibration has its say, in whatever library they
 * run.
 *
 * @param logit the classifier's, with what texture tells
 * @param maskSide pixels along a side of the mask
 * @param mask {@code maskSide * maskSide} values in 0..1, already shifted; may be changed
 * @param recovered the face as stage 1 recovers it
 * @param errors of its recovery
 * @param discrepancies between the mapped and the recovered face
 * @param texture statistics of a face that moves; none of others
 */
record SeenFace(
    double logit,
    int maskSide,
    float[] mask,
    Image recovered,
    PartValues errors,
    PartValues discrepancies,
    float[] texture) {

  /** Without statistics of texture. */
  static final float[] NO_TEXTURE = {};

  FaceEvidence calibrated(Calibration calibration) {
    double calibrated = calibration.logit(logit, discrepancies);
    double weight = calibration.maskWeight(calibrated);
    if (weight != 1) {
      for (int i = 0; i < mask.length; i++) {
        mask[i] = (float) (mask[i] * weight);
      }
    }
    return new FaceEvidence(
        calibrated,
        maskSide,
        mask,
        calibration.outlinedFrom(calibrated),
        recovered,
        errors,
        discrepancies,
        texture);
  }
}
