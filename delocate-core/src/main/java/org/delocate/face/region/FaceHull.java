package org.delocate.face.region;

import java.util.Arrays;
import org.delocate.face.geometry.Landmarks;

/**
 * The pixels inside the convex hull of points of a face. That of all landmarks is the face itself,
 * from the upper forehead to the chin, without hair and background.
 */
public final class FaceHull {

  private FaceHull() {}

  /** The hull of all landmarks, row by row. */
  public static boolean[] pixels(Landmarks landmarks, int width, int height) {
    return pixels(landmarks.xy(), width, height);
  }

  /**
   * The hull of some points, its border included.
   *
   * @param xy x0, y0, x1, y1, … in pixels, at least one point; may lie outside the picture
   * @return {@code width · height} values, row by row
   */
  public static boolean[] pixels(float[] xy, int width, int height) {
    return filled(corners(xy), width, height);
  }

  /**
   * From where to where the hull of all landmarks reaches at some heights: left and right of the
   * first, then of the second, …
   *
   * @param heights in pixels; at those beyond the hull, {@code POSITIVE_INFINITY} and {@code
   *     NEGATIVE_INFINITY}
   */
  public static double[] spans(Landmarks landmarks, double... heights) {
    double[][] corners = corners(landmarks.xy());
    double[] spans = new double[2 * heights.length];
    for (int i = 0; i < heights.length; i++) {
      System.arraycopy(span(corners, heights[i]), 0, spans, 2 * i, 2);
    }
    return spans;
  }

  /** Corners of the convex hull (Andrew's monotone chain). */
  private static double[][] corners(float[] xy) {
    int count = xy.length / 2;
    double[][] points = new double[count][];
    for (int i = 0; i < count; i++) {
      points[i] = new double[] {xy[2 * i], xy[2 * i + 1]};
    }
    Arrays.sort(
        points, (a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
    double[][] chain = new double[2 * count + 1][];
    int size = 0;
    for (int i = 0; i < count; i++) {
      while (size >= 2 && turn(chain[size - 2], chain[size - 1], points[i]) <= 0) {
        size--;
      }
      chain[size++] = points[i];
    }
    int lower = size + 1;
    for (int i = count - 2; i >= 0; i--) {
      while (size >= lower && turn(chain[size - 2], chain[size - 1], points[i]) <= 0) {
        size--;
      }
      chain[size++] = points[i];
    }
    return Arrays.copyOf(chain, Math.max(1, size - 1));
  }

  private static double turn(double[] from, double[] by, double[] to) {
    return (by[0] - from[0]) * (to[1] - from[1]) - (by[1] - from[1]) * (to[0] - from[0]);
  }

  /** A pixel is inside where its centre is: one span a row, as the polygon is convex. */
  private static boolean[] filled(double[][] corners, int width, int height) {
    boolean[] inside = new boolean[width * height];
    for (int y = 0; y < height; y++) {
      double[] span = span(corners, y);
      for (int x = (int) Math.max(0, Math.ceil(span[0])); x < width && x <= span[1]; x++) {
        inside[y * width + x] = true;
      }
    }
    return inside;
  }

  /** Leftmost and rightmost at a height. */
  private static double[] span(double[][] corners, double y) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < corners.length; i++) {
      double[] a = corners[i];
      double[] b = corners[(i + 1) % corners.length];
      if (Math.min(a[1], b[1]) <= y && Math.max(a[1], b[1]) >= y) {
        double x = a[1] == b[1] ? a[0] : a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]);
        left = Math.min(left, a[1] == b[1] ? Math.min(a[0], b[0]) : x);
        right = Math.max(right, a[1] == b[1] ? Math.max(a[0], b[0]) : x);
      }
    }
    return new double[] {left, right};
  }
}
