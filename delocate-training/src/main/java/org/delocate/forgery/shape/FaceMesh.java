package org.delocate.forgery.shape;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.pixel.Bicubic;
import org.delocate.media.image.Image;

/**
 * Lays a face over another, triangle by triangle, along a fixed triangulation of the 468 landmarks:
 * each triangle by its own affine map. Triangles that face away from the camera are left out, so a
 * turned face does not shine through itself.
 */
public final class FaceMesh {

  /** Triples of points, all wound the same way. */
  private static final int[] TRIANGLES = read("face-mesh-triangles.txt");

  /** Pixel centres on a border between triangles belong to both; the later one wins. */
  private static final double EDGE = -1e-6;

  /**
   * A face laid over another.
   *
   * @param image the background, with the face where it is covered
   * @param covered where the face lies and is known
   */
  public record Rendering(Image image, Region covered) {}

  private FaceMesh() {}

  static int triangleCount() {
    return TRIANGLES.length / 3;
  }

  /**
   * Lays the source's face over a background.
   *
   * @param source a picture with a face
   * @param from its landmarks, in pixels of the source
   * @param to where they are to lie, in pixels of the background
   */
  public static Rendering render(Image source, Landmarks from, Landmarks to, Image background) {
    Canvas canvas = new Canvas(source, background);
    double side = Math.signum(totalArea(to));
    for (int i = 0; i < TRIANGLES.length; i += 3) {
      int a = TRIANGLES[i];
      int b = TRIANGLES[i + 1];
      int c = TRIANGLES[i + 2];
      double area = area(to, a, b, c);
      if (area * side > 1e-9) {
        canvas.draw(from, to, new int[] {a, b, c}, area);
      }
    }
    return new Rendering(
        new Image(background.width(), background.height(), canvas.rgb),
        new Region(background.width(), background.height(), canvas.covered));
  }

  /** Its sign tells how triangles in front are wound: a mirrored face winds the other way. */
  private static double totalArea(Landmarks points) {
    double sum = 0;
    for (int i = 0; i < TRIANGLES.length; i += 3) {
      sum += area(points, TRIANGLES[i], TRIANGLES[i + 1], TRIANGLES[i + 2]);
    }
    return sum;
  }

  private static double area(Landmarks p, int a, int b, int c) {
    return (double) (p.x(b) - p.x(a)) * (p.y(c) - p.y(a))
        - (double) (p.x(c) - p.x(a)) * (p.y(b) - p.y(a));
  }

  private static final class Canvas {
    private final Image source;
    private final Bicubic sampler;
    private final int width;
    private final int height;
    private final byte[] rgb;
    private final boolean[] covered;

    Canvas(Image source, Image background) {
      this.source = source;
      this.sampler = new Bicubic(source);
      this.width = background.width();
      this.height = background.height();
      this.rgb = background.rgb().clone();
      this.covered = new boolean[width * height];
    }

    void draw(Landmarks from, Landmarks to, int[] corner, double area) {
      double ax = to.x(corner[0]);
      double ay = to.y(corner[0]);
      double bx = to.x(corner[1]);
      double by = to.y(corner[1]);
      double cx = to.x(corner[2]);
      double cy = to.y(corner[2]);
      int left = (int) Math.max(0, Math.ceil(Math.min(ax, Math.min(bx, cx))));
      int right = (int) Math.min(width - 1.0, Math.floor(Math.max(ax, Math.max(bx, cx))));
      int top = (int) Math.max(0, Math.ceil(Math.min(ay, Math.min(by, cy))));
      int bottom = (int) Math.min(height - 1.0, Math.floor(Math.max(ay, Math.max(by, cy))));
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          double ofB = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
          double ofC = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
          double ofA = 1 - ofB - ofC;
          if (ofA >= EDGE && ofB >= EDGE && ofC >= EDGE) {
            paint(
                x,
                y,
                ofA * from.x(corner[0]) + ofB * from.x(corner[1]) + ofC * from.x(corner[2]),
                ofA * from.y(corner[0]) + ofB * from.y(corner[1]) + ofC * from.y(corner[2]));
          }
        }
      }
    }

    /** What the source does not show is not invented. */
    private void paint(int x, int y, double u, double v) {
      if (u >= 0 && v >= 0 && u <= source.width() - 1.0 && v <= source.height() - 1.0) {
        sampler.sample(u, v, rgb, 3 * (y * width + x));
        covered[y * width + x] = true;
      }
    }
  }

  private static int[] read(String resource) {
    try (InputStream stream = FaceMesh.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + resource + " is missing");
      }
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMapToInt(line -> Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
