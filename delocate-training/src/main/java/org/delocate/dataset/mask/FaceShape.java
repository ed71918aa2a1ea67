package org.delocate.dataset.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.delocate.face.geometry.Box;

/**
 * A face as MS-COCO annotates it: a box, and if it is outlined, polygons or runs of pixels.
 *
 * @param box in pixels of the picture
 * @param polygons each x0, y0, x1, y1, …; together they cover the face
 * @param runs pixels of the picture, column by column, if the face is given in that way
 */
public record FaceShape(Box box, List<float[]> polygons, Optional<Runs> runs) {

  /**
   * Pixels in turns outside and inside, beginning outside, down the columns from the left.
   *
   * @param width of the picture
   * @param height of the picture
   * @param lengths sum up to {@code width * height}
   */
  public record Runs(int width, int height, int[] lengths) {
    public Runs {
      if (width < 1
          || height < 1
          || Arrays.stream(lengths).asLongStream().sum() != (long) width * height) {
        throw new IllegalArgumentException("runs that do not fill " + width + "x" + height);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Runs runs
          && width == runs.width
          && height == runs.height
          && Arrays.equals(lengths, runs.lengths);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(lengths);
    }

    /**
     * Runs in the compact text of the COCO tools: groups of five bits and a sign, each length from
     * the third on as the difference to the one two before.
     *
     * @throws IllegalArgumentException if the text breaks off or the runs do not fill the picture
     */
    public static Runs ofText(int width, int height, String text) {
      int[] lengths = new int[text.length()];
      int count = 0;
      int at = 0;
      while (at < text.length()) {
        long value = 0;
        int shift = 0;
        boolean more = true;
        while (more) {
          if (at == text.length() || shift > 30) {
            throw new IllegalArgumentException("runs that break off");
          }
          int group = text.charAt(at++) - 48;
          value |= (long) (group & 0x1F) << shift;
          shift += 5;
          more = (group & 0x20) != 0;
          if (!more && (group & 0x10) != 0) {
            value |= -1L << shift;
          }
        }
        lengths[count] = (int) (count > 2 ? value + lengths[count - 2] : value);
        count++;
      }
      return new Runs(width, height, Arrays.copyOf(lengths, count));
    }
  }

  public FaceShape {
    Objects.requireNonNull(box, "box");
    polygons = List.copyOf(polygons);
    for (float[] polygon : polygons) {
      if (polygon.length < 6 || polygon.length % 2 != 0) {
        throw new IllegalArgumentException("a polygon of " + polygon.length + " numbers");
      }
    }
  }

  /** Whether more is known than a box. */
  public boolean outlined() {
    return !polygons.isEmpty() || runs.isPresent();
  }

  /**
   * The pixels of the face; those of the box where nothing finer is known.
   *
   * @throws IllegalArgumentException if the runs are those of a picture of another size
   */
  public Region region(int width, int height) {
    boolean[] inside = new boolean[width * height];
    if (runs.isPresent()) {
      if (runs.get().width() != width || runs.get().height() != height) {
        throw new IllegalArgumentException(
            "runs of a picture of " + runs.get().width() + "x" + runs.get().height());
      }
      fillRuns(inside, width, height);
    }
    for (float[] polygon : polygons) {
      fill(polygon, inside, width, height);
    }
    if (!outlined()) {
      float left = (float) box.x();
      float top = (float) box.y();
      float right = (float) (box.x() + box.width());
      float bottom = (float) (box.y() + box.height());
      fill(new float[] {left, top, right, top, right, bottom, left, bottom}, inside, width, height);
    }
    return new Region(width, height, inside);
  }

  private void fillRuns(boolean[] inside, int width, int height) {
    int pixel = 0;
    boolean in = false;
    for (int length : runs.orElseThrow().lengths()) {
      for (int i = 0; i < length; i++, pixel++) {
        inside[pixel % height * width + pixel / height] = in;
      }
      in = !in;
    }
  }

  /** A pixel is inside where its middle is, by the even-odd rule, line by line. */
  private static void fill(float[] polygon, boolean[] inside, int width, int height) {
    double[] crossings = new double[polygon.length / 2];
    for (int y = 0; y < height; y++) {
      double middle = y + 0.5;
      int found = 0;
      for (int i = 0; i < polygon.length; i += 2) {
        double x1 = polygon[i];
        double y1 = polygon[i + 1];
        double x2 = polygon[(i + 2) % polygon.length];
        double y2 = polygon[(i + 3) % polygon.length];
        if ((y1 <= middle) != (y2 <= middle)) {
          crossings[found++] = x1 + (middle - y1) * (x2 - x1) / (y2 - y1);
        }
      }
      Arrays.sort(crossings, 0, found);
      for (int i = 0; i + 1 < found; i += 2) {
        int from = (int) Math.max(0, Math.ceil(crossings[i] - 0.5));
        for (int x = from; x < width && x + 0.5 < crossings[i + 1]; x++) {
          inside[y * width + x] = true;
        }
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FaceShape shape
        && box.equals(shape.box)
        && runs.equals(shape.runs)
        && Arrays.deepEquals(polygons.toArray(), shape.polygons.toArray());
  }

  @Override
  public int hashCode() {
    return Objects.hash(box, runs, Arrays.deepHashCode(polygons.toArray()));
  }
}
