package org.delocate.network.evidence;

import org.delocate.media.image.Image;

/**
 * What the networks say of one face in one picture.
 *
 * @param logit the higher, the likelier forged: the classifier's, with what the card's calibration
 *     lets the discrepancies say; that calibration makes it a probability
 * @param maskSide pixels along a side of the mask: that of the picture the networks were given
 * @param mask {@code maskSide * maskSide} probabilities of tampering, 0..1, row by row; not copied,
 *     never changed
 * @param outlinedFrom value of the mask from which a pixel lies within the face's outline: where
 *     the forgery is, if there is one
 * @param recovered the face as stage 1 recovers it, its parts hidden in turn; what is around the
 *     crop is as it was
 * @param recoveryErrors mean of {@code (x − x̂)²} over the hidden patches of each part, pixels in
 *     0..1
 * @param discrepancies mean of {@code (M(x) − x̂)²} over the same patches: how far the mapping
 *     module keeps each part from what is recovered of it
 * @param texture statistics of a face that moves, for {@link
 *     org.delocate.network.texture.TrackTexture}; none of others, and none without a texture
 *     network; not copied, never changed
 */
public record FaceEvidence(
    double logit,
    int maskSide,
    float[] mask,
    double outlinedFrom,
    Image recovered,
    PartValues recoveryErrors,
    PartValues discrepancies,
    float[] texture) {

  public FaceEvidence {
    if (mask.length != maskSide * maskSide) {
      throw new IllegalArgumentException(mask.length + " values for a mask of side " + maskSide);
    }
  }
}
