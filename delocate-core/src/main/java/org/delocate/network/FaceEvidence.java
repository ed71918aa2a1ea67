package org.delocate.network;

import org.delocate.face.FacialPart;
import org.delocate.media.Image;

/**
 * What the networks say of one face in one picture.
 *
 * @param logit positive for forged; the card's calibration makes it a probability
 * @param maskSide pixels along a side of the mask: the crop's
 * @param mask {@code maskSide * maskSide} probabilities of tampering, 0..1, row by row; not copied,
 *     never changed
 * @param outlinedFrom value of the mask from which a pixel lies within the face's outline: where
 *     the forgery is, if there is one
 * @param recovered the face as stage 1 recovers it, its parts hidden in turn
 * @param eyesError mean squared error over the hidden patches of this part, pixels in 0..1
 * @param cheekAndNoseError likewise
 * @param lipsError likewise
 */
public record FaceEvidence(
    double logit,
    int maskSide,
    float[] mask,
    double outlinedFrom,
    Image recovered,
    double eyesError,
    double cheekAndNoseError,
    double lipsError) {

  public FaceEvidence {
    if (mask.length != maskSide * maskSide) {
      throw new IllegalArgumentException(mask.length + " values for a mask of side " + maskSide);
    }
  }

  /** The recovery error of one part. */
  public double error(FacialPart part) {
    return switch (part) {
      case EYES -> eyesError;
      case CHEEK_AND_NOSE -> cheekAndNoseError;
      case LIPS -> lipsError;
    };
  }
}
