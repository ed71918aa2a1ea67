package org.delocate.dataset.mask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FaceHull;
import org.delocate.media.image.GrayImage;

/**
 * A set of pixels, with the operations of mathematical morphology. Structuring elements are discs.
 *
 * <p>The array is not copied: whoever makes a region gives the array away.
 *
 * @param width pixels
 * @param height pixels
 * @param inside {@code width * height}, row by row
 */
public record Region(int width, int height, boolean[] inside) {

  public Region {
    if (width < 1 || height < 1 || inside.length != width * height) {
      throw new IllegalArgumentException(
          inside.length + " pixels for a region of " + width + "x" + height);
    }
  }

  public boolean contains(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && inside[y * width + x];
  }

  /** Pixels inside. */
  public int area() {
    int area = 0;
    for (boolean pixel : inside) {
      area += pixel ? 1 : 0;
    }
    return area;
  }

  /** All pixels within a distance of the region. */
  public Region dilated(double radius) {
    double[] distances = squaredDistances();
    boolean[] grown = new boolean[inside.length];
    for (int i = 0; i < grown.length; i++) {
      grown[i] = distances[i] <= radius * radius;
    }
    return new Region(width, height, grown);
  }

  /** All pixels farther than a distance from what is outside; the border is not outside. */
  public Region eroded(double radius) {
    return complement().dilated(radius).complement();
  }

  /** Gaps narrower than twice the radius are closed. */
  public Region closed(double radius) {
    return dilated(radius).eroded(radius);
  }

  /** Specks and bridges narrower than twice the radius are removed. */
  public Region opened(double radius) {
    return eroded(radius).dilated(radius);
  }

  public Region complement() {
    boolean[] outside = new boolean[inside.length];
    for (int i = 0; i < outside.length; i++) {
      outside[i] = !inside[i];
    }
    return new Region(width, height, outside);
  }

  public Region intersection(Region other) {
    boolean[] both = new boolean[inside.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = inside[i] && other.inside[i];
    }
    return new Region(width, height, both);
  }

  public Region union(Region other) {
    boolean[] either = new boolean[inside.length];
    for (int i = 0; i < either.length; i++) {
      either[i] = inside[i] || other.inside[i];
    }
    return new Region(width, height, either);
  }

  /** The region with every part of the outside that does not reach the border. */
  public Region withoutHoles() {
    boolean[] filled = new boolean[inside.length];
    Arrays.fill(filled, true);
    for (Region part : complement().components()) {
      if (part.touchesBorder()) {
        for (int i = 0; i < filled.length; i++) {
          filled[i] &= !part.inside[i];
        }
      }
    }
    return new Region(width, height, filled);
  }

  private boolean touchesBorder() {
    for (int x = 0; x < width; x++) {
      if (contains(x, 0) || contains(x, height - 1)) {
        return true;
      }
    }
    for (int y = 0; y < height; y++) {
      if (contains(0, y) || contains(width - 1, y)) {
        return true;
      }
    }
    return false;
  }

  /** Its parts that hang together by edges, largest first. */
  public List<Region> components() {
    boolean[] left = inside.clone();
    List<Region> parts = new ArrayList<>();
    ArrayDeque<Integer> frontier = new ArrayDeque<>();
    for (int start = 0; start < left.length; start++) {
      if (!left[start]) {
        continue;
      }
      boolean[] part = new boolean[inside.length];
      left[start] = false;
      frontier.add(start);
      while (!frontier.isEmpty()) {
        int pixel = frontier.poll();
        part[pixel] = true;
        int x = pixel % width;
        visit(x > 0, pixel - 1, left, frontier);
        visit(x < width - 1, pixel + 1, left, frontier);
        visit(pixel >= width, pixel - width, left, frontier);
        visit(pixel + width < left.length, pixel + width, left, frontier);
      }
      parts.add(new Region(width, height, part));
    }
    parts.sort((a, b) -> Integer.compare(b.area(), a.area()));
    return parts;
  }

  private static void visit(
      boolean exists, int pixel, boolean[] left, ArrayDeque<Integer> frontier) {
    if (exists && left[pixel]) {
      left[pixel] = false;
      frontier.add(pixel);
    }
  }

  /** 255 inside, 0 outside. */
  public GrayImage toImage() {
    byte[] gray = new byte[inside.length];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = inside[i] ? (byte) 255 : 0;
    }
    return new GrayImage(width, height, gray);
  }

  /** 1 inside, 0 outside. */
  public Plane toPlane() {
    float[] values = new float[inside.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = inside[i] ? 1f : 0f;
    }
    return new Plane(width, height, values);
  }

  /** Exact squared distance of each pixel to the region (Felzenszwalb and Huttenlocher, 2012). */
  private double[] squaredDistances() {
    double far = 4.0 * (width + height) * (width + height);
    double[] distances = new double[inside.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = inside[i] ? 0 : far;
    }
    LowerEnvelope envelope = new LowerEnvelope(Math.max(width, height));
    for (int x = 0; x < width; x++) {
      envelope.transform(distances, x, width, height);
    }
    for (int y = 0; y < height; y++) {
      envelope.transform(distances, y * width, 1, width);
    }
    return distances;
  }

  /** The distance transform of one line: the lower envelope of one parabola a pixel. */
  private static final class LowerEnvelope {
    private final double[] line;
    private final int[] vertices;
    private final double[] borders;

    LowerEnvelope(int longest) {
      line = new double[longest];
      vertices = new int[longest];
      borders = new double[longest + 1];
    }

    void transform(double[] values, int start, int step, int count) {
      for (int i = 0; i < count; i++) {
        line[i] = values[start + i * step];
      }
      int last = 0;
      vertices[0] = 0;
      borders[0] = Double.NEGATIVE_INFINITY;
      borders[1] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < count; i++) {
        double crossing = crossing(i, vertices[last]);
        while (crossing <= borders[last]) {
          last--;
          crossing = crossing(i, vertices[last]);
        }
        last++;
        vertices[last] = i;
        borders[last] = crossing;
        borders[last + 1] = Double.POSITIVE_INFINITY;
      }
      int parabola = 0;
      for (int i = 0; i < count; i++) {
        while (borders[parabola + 1] < i) {
          parabola++;
        }
        double away = (double) i - vertices[parabola];
        values[start + i * step] = away * away + line[vertices[parabola]];
      }
    }

    private double crossing(int right, int left) {
      return (line[right] + (double) right * right - line[left] - (double) left * left)
          / (2.0 * (right - left));
    }
  }

  /** The convex hull of all landmarks, as a region of a picture; see {@link FaceHull}. */
  public static Region hull(Landmarks landmarks, int width, int height) {
    return hull(landmarks.xy(), width, height);
  }

  /**
   * The convex hull of some points.
   *
   * @param xy x0, y0, x1, y1, …, at least one point; may lie outside the picture
   */
  public static Region hull(float[] xy, int width, int height) {
    return new Region(width, height, FaceHull.pixels(xy, width, height));
  }
}
