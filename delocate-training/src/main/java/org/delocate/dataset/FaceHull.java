package org.delocate.dataset;

import org.delocate.face.Landmarks;

/**
 * The convex hull of landmarks as a region; what it is, {@link org.delocate.face.FaceHull} says.
 */
public final class FaceHull {

  private FaceHull() {}

  /** The hull of all landmarks, as a region of a picture. */
  public static Region of(Landmarks landmarks, int width, int height) {
    return of(landmarks.xy(), width, height);
  }

  /**
   * The hull of some points.
   *
   * @param xy x0, y0, x1, y1, …, at least one point; may lie outside the picture
   */
  public static Region of(float[] xy, int width, int height) {
    return new Region(width, height, org.delocate.face.FaceHull.pixels(xy, width, height));
  }
}
