package org.delocate.face.geometry;

import java.util.Objects;

/**
 * The 468 points of MediaPipe's face mesh.
 *
 * @param xy {@code 2 * 468} coordinates in pixels: x0, y0, x1, y1, …; not copied, never changed
 * @param confidence probability that there is a face, 0 to 1
 */
public record Landmarks(float[] xy, double confidence) {

  /** Number of points of the mesh. */
  public static final int COUNT = 468;

  public Landmarks {
    Objects.requireNonNull(xy, "xy");
    if (xy.length != 2 * COUNT) {
      throw new IllegalArgumentException(xy.length + " coordinates instead of " + 2 * COUNT);
    }
  }

  public float x(int point) {
    return xy[2 * point];
  }

  public float y(int point) {
    return xy[2 * point + 1];
  }

  /** The smallest box around all points. */
  public Box bounds() {
    float left = Float.POSITIVE_INFINITY;
    float top = Float.POSITIVE_INFINITY;
    float right = Float.NEGATIVE_INFINITY;
    float bottom = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < COUNT; i++) {
      left = Math.min(left, x(i));
      right = Math.max(right, x(i));
      top = Math.min(top, y(i));
      bottom = Math.max(bottom, y(i));
    }
    return new Box(left, top, right - left, bottom - top);
  }

  /** These points seen through an affine map. */
  public Landmarks transformed(AffineTransform map) {
    float[] moved = new float[xy.length];
    for (int i = 0; i < COUNT; i++) {
      moved[2 * i] = (float) map.applyX(x(i), y(i));
      moved[2 * i + 1] = (float) map.applyY(x(i), y(i));
    }
    return new Landmarks(moved, confidence);
  }
}
