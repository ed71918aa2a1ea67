package org.delocate.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.delocate.face.Landmarks;

/**
 * The pixels of a crop inside the convex hull of the landmarks: the face itself, from the upper
 * forehead to the chin, without hair and background. What share of a face is tampered is counted
 * over these.
 */
final class FaceHull {

  private record Point(double x, double y) {}

  /** Corners in order around the hull. */
  private final List<Point> corners;

  private final int size;

  /**
   * The hull of a face.
   *
   * @param landmarks in pixels of the crop
   * @param size pixels along the crop's side
   */
  FaceHull(Landmarks landmarks, int size) {
    this.size = size;
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < Landmarks.COUNT; i++) {
      points.add(new Point(landmarks.x(i), landmarks.y(i)));
    }
    points.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
    List<Point> hull = new ArrayList<>(chain(points));
    java.util.Collections.reverse(points);
    hull.addAll(chain(points));
    corners = hull;
  }

  /** Half of the hull by Andrew's monotone chain, without its last point. */
  private static List<Point> chain(List<Point> sorted) {
    List<Point> chain = new ArrayList<>();
    for (Point point : sorted) {
      while (chain.size() > 1
          && turn(chain.get(chain.size() - 2), chain.get(chain.size() - 1), point) <= 0) {
        chain.remove(chain.size() - 1);
      }
      chain.add(point);
    }
    chain.remove(chain.size() - 1);
    return chain;
  }

  private static double turn(Point from, Point over, Point to) {
    return (over.x() - from.x()) * (to.y() - from.y())
        - (over.y() - from.y()) * (to.x() - from.x());
  }

  /**
   * Share of the hull's pixels, 0 to 1, whose value is above one half; 0 if no pixel of the crop
   * lies in the hull.
   *
   * @param mask of the crop, row by row
   */
  double shareAboveHalf(float[] mask) {
    long inside = 0;
    long above = 0;
    for (int y = 0; y < size; y++) {
      double left = Double.POSITIVE_INFINITY;
      double right = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < corners.size(); i++) {
        Point one = corners.get(i);
        Point other = corners.get((i + 1) % corners.size());
        if (one.y() == other.y()
            || Math.min(one.y(), other.y()) > y
            || Math.max(one.y(), other.y()) < y) {
          continue;
        }
        double x = one.x() + (y - one.y()) / (other.y() - one.y()) * (other.x() - one.x());
        left = Math.min(left, x);
        right = Math.max(right, x);
      }
      int last = (int) Math.min(size - 1, Math.floor(right));
      for (int x = (int) Math.max(0, Math.ceil(left)); x <= last; x++) {
        inside++;
        above += mask[y * size + x] > 0.5f ? 1 : 0;
      }
    }
    return inside == 0 ? 0 : (double) above / inside;
  }
}
