package org.delocate.detection.scan;

import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FaceHull;

/** What share of a face its mask marks, counted over the hull of its landmarks. */
final class MarkedFraction {

  private MarkedFraction() {}

  /**
   * Share of the face's pixels, 0 to 1, whose value reaches another; 0 if no pixel of the crop lies
   * in the face.
   *
   * @param landmarks in pixels of the crop
   * @param mask of the crop, row by row
   * @param side pixels along the crop's side
   * @param from the value that marked pixels reach, 0 to 1
   */
  static double of(Landmarks landmarks, float[] mask, int side, double from) {
    boolean[] face = FaceHull.pixels(landmarks, side, side);
    int inside = 0;
    int above = 0;
    for (int i = 0; i < face.length; i++) {
      if (face[i]) {
        inside++;
        above += mask[i] >= from ? 1 : 0;
      }
    }
    return inside == 0 ? 0 : (double) above / inside;
  }
}
