package org.delocate.evaluation.score;

import org.delocate.face.geometry.Box;
import org.delocate.face.region.FaceHull;
import org.delocate.media.image.Image;

/** Masks that need no learning: the baselines, and the hull of a truth. */
public final class PlainMasks {

  private static final float FORGED = 0.5f;

  private PlainMasks() {}

  /** 1 inside the ellipse that touches the sides of the face's box, 0 outside. */
  static float[] ellipse(Box box, int size) {
    float[] mask = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double dx = (x - box.centerX()) / (box.width() / 2);
        double dy = (y - box.centerY()) / (box.height() / 2);
        mask[y * size + x] = dx * dx + dy * dy <= 1 ? 1 : 0;
      }
    }
    return mask;
  }

  /** Mean over the channels of {@code |x − x̂|}, 0 to 1. */
  public static float[] residual(Image face, Image recovered) {
    int size = face.width();
    float[] mask = new float[size * face.height()];
    for (int i = 0; i < mask.length; i++) {
      int x = i % size;
      int y = i / size;
      int sum = 0;
      for (int channel = 0; channel < 3; channel++) {
        sum += Math.abs(face.sample(x, y, channel) - recovered.sample(x, y, channel));
      }
      mask[i] = sum / (3 * 255f);
    }
    return mask;
  }

  /**
   * 1 inside the convex hull of the forged pixels, 0 outside; the mask itself where nothing is
   * forged.
   */
  static float[] hull(float[] truth, int size) {
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
    boolean[] inside = FaceHull.pixels(java.util.Arrays.copyOf(outline, points), size, size);
    float[] hull = new float[truth.length];
    for (int i = 0; i < hull.length; i++) {
      hull[i] = inside[i] ? 1 : 0;
    }
    return hull;
  }
}
