package org.delocate.face;

import org.delocate.media.Image;

/**
 * A face in its canonical crop.
 *
 * @param crop the square crop
 * @param landmarks in pixels of the crop
 * @param cropToFrame from pixels of the crop to pixels of the frame
 */
public record AlignedFace(Image crop, Landmarks landmarks, AffineTransform cropToFrame) {}
