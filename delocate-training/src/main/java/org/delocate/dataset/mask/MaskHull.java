package org.delocate.dataset.mask;

import java.util.Arrays;
import org.delocate.face.region.FaceHull;

/**
 * What a mask encloses. Where a mask comes from the difference of two pictures, skin that the
 * forger left much as it was is missing from it, though it was made anew like the rest.
 */
public final class MaskHull {

  private static final float FORGED = 0.5f;

  private MaskHull() {}

  /**
   * 1 inside the convex hull of the forged pixels, 0 outside; the mask itself where nothing is
   * forged.
   *
   * @param truth row by row, forged from one half on
   * @param size of each side, in pixels
   */
  public static float[] of(float[] truth, int size) {
    float[] outline = new float[4 * size];
    int points = 0;
    for (int y = 0; y < size; y++) {
      int left = -1;
      int right = -1;
      for (int x = 0; x < size; x++) {
        if (truth[y * size + x] >= FORGED) {
          left = left < 0 ? x : left;
          right = x;
        }
      }
      if (left >= 0) {
        outline[points++] = left;
        outline[points++] = y;
        outline[points++] = right;
        outline[points++] = y;
      }
    }
    if (points == 0) {
      return truth;
    }
    boolean[] inside = FaceHull.pixels(Arrays.copyOf(outline, points), size, size);
    float[] hull = new float[truth.length];
    for (int i = 0; i < hull.length; i++) {
      hull[i] = inside[i] ? 1 : 0;
    }
    return hull;
  }
}
