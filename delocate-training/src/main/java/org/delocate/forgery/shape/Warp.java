package org.delocate.forgery.shape;

import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * A smooth change of shape: where each pixel of the result is taken from. An affine map, and on top
 * of it a lattice of displacements that is interpolated between its nodes.
 *
 * @param backward from pixels of the result to pixels of the source
 * @param lattice displacements {@code (dx, dy)} of the nodes in pixels, row by row, {@value #NODES}
 *     × {@value #NODES} of them
 * @param face the lattice spans this box
 */
public record Warp(AffineTransform backward, double[] lattice, Box face) {

  static final int NODES = 7;

  /**
   * A warp by chance around a face.
   *
   * @param face box of the face in pixels
   * @param scale greatest relative change of size, such as 0.05
   * @param shift greatest shift, as a fraction of the face's width
   * @param angle greatest turn in radians
   * @param elastic standard deviation of the lattice's displacements, as a fraction of the width
   */
  public static Warp random(
      Box face, double scale, double shift, double angle, double elastic, RandomGenerator random) {
    double scaleX = Math.exp(random.nextDouble(-scale, scale));
    double scaleY = scaleX * Math.exp(random.nextDouble(-scale, scale) / 3);
    double turn = random.nextDouble(-angle, angle);
    double shiftX = random.nextDouble(-shift, shift) * face.width();
    double shiftY = random.nextDouble(-shift, shift) * face.width() / 2;
    double[] lattice = new double[2 * NODES * NODES];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = random.nextGaussian() * elastic * face.width();
    }
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double a = scaleX * cos;
    double b = -scaleY * sin;
    double d = scaleX * sin;
    double e = scaleY * cos;
    double c = face.centerX() + shiftX - a * face.centerX() - b * face.centerY();
    double f = face.centerY() + shiftY - d * face.centerX() - e * face.centerY();
    return new Warp(new AffineTransform(a, b, c, d, e, f), lattice, face);
  }

  /** Displacements by chance around a face, and nothing else; as in {@link #random}. */
  public static Warp elastic(Box face, double elastic, RandomGenerator random) {
    double[] lattice = new double[2 * NODES * NODES];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = random.nextGaussian() * elastic * face.width();
    }
    return new Warp(new AffineTransform(1, 0, 0, 0, 1, 0), lattice, face);
  }

  /** A warp without displacements. */
  public static Warp affine(AffineTransform backward) {
    return new Warp(backward, new double[2 * NODES * NODES], new Box(0, 0, 1, 1));
  }

  /** The picture in its new shape; pixels beyond the border are those of the border. */
  public Image of(Image image) {
    return of(image, image.width(), image.height());
  }

  /** The picture in its new shape, on a canvas of another size. */
  public Image of(Image image, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    byte[] in = image.rgb();
    double[] at = new double[2];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        source(x, y, at);
        double u = Math.max(0, Math.min(image.width() - 1.001, at[0]));
        double v = Math.max(0, Math.min(image.height() - 1.001, at[1]));
        int left = (int) u;
        int top = (int) v;
        float right = (float) (u - left);
        float down = (float) (v - top);
        int corner = 3 * (top * image.width() + left);
        int below = corner + 3 * image.width();
        int out = 3 * (y * width + x);
        for (int channel = 0; channel < 3; channel++) {
          float upper = mix(in[corner + channel], in[corner + 3 + channel], right);
          float lower = mix(in[below + channel], in[below + 3 + channel], right);
          rgb[out + channel] = (byte) (int) (upper + (lower - upper) * down + 0.5f);
        }
      }
    }
    return new Image(width, height, rgb);
  }

  /**
   * One picture, moved, laid over another where the weights are above 0; elsewhere the other, bit
   * for bit. As {@link Pixels#blended} of a moved picture, in one step and only where it shows.
   *
   * @param backward from pixels of the result to pixels of the one that is moved
   * @param weights one per pixel of the result
   * @param ratio times the weights
   */
  public static Image laid(
      Image over, AffineTransform backward, Image under, float[] weights, float ratio) {
    byte[] out = under.rgb().clone();
    byte[] in = over.rgb();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        int x = i % under.width();
        int y = i / under.width();
        double u = Math.max(0, Math.min(over.width() - 1.001, backward.applyX(x, y)));
        double v = Math.max(0, Math.min(over.height() - 1.001, backward.applyY(x, y)));
        int left = (int) u;
        int top = (int) v;
        int corner = 3 * (top * over.width() + left);
        int below = corner + 3 * over.width();
        float right = (float) (u - left);
        float down = (float) (v - top);
        float weight = weights[i] * ratio;
        for (int channel = 0; channel < 3; channel++) {
          float upper = mix(in[corner + channel], in[corner + 3 + channel], right);
          float lower = mix(in[below + channel], in[below + 3 + channel], right);
          float there = out[3 * i + channel] & 0xFF;
          out[3 * i + channel] =
              Pixels.clipped(there + weight * (upper + (lower - upper) * down - there));
        }
      }
    }
    return new Image(under.width(), under.height(), out);
  }

  /** The region in its new shape. */
  public Region of(Region region) {
    int width = region.width();
    boolean[] inside = new boolean[region.inside().length];
    int[] columns = new int[width];
    double[] shares = new double[width];
    for (int x = 0; x < width; x++) {
      double u = node((x - face.x()) / face.width());
      int column = (int) u;
      columns[x] = 2 * column;
      shares[x] = eased(u - column);
    }
    // The lattice is interpolated down once a row, and across once a pixel.
    double[] nodes = new double[2 * NODES];
    for (int y = 0; y < region.height(); y++) {
      double v = node((y - face.y()) / face.height());
      int row = (int) v;
      double down = eased(v - row);
      for (int i = 0; i < nodes.length; i++) {
        double upper = lattice[2 * row * NODES + i];
        nodes[i] = upper + (lattice[2 * (row + 1) * NODES + i] - upper) * down;
      }
      for (int x = 0; x < width; x++) {
        int i = columns[x];
        double moveX = nodes[i] + (nodes[i + 2] - nodes[i]) * shares[x];
        double moveY = nodes[i + 1] + (nodes[i + 3] - nodes[i + 1]) * shares[x];
        inside[y * width + x] =
            region.contains(
                (int) Math.round(backward.applyX(x, y) + moveX),
                (int) Math.round(backward.applyY(x, y) + moveY));
      }
    }
    return new Region(width, region.height(), inside);
  }

  /** Of a place in the face's box, from 0 to 1, where it lies between the nodes. */
  private static double node(double place) {
    return Math.max(0, Math.min(NODES - 1.001, place * (NODES - 1)));
  }

  private static float mix(byte from, byte to, float share) {
    int start = from & 0xFF;
    return start + ((to & 0xFF) - start) * share;
  }

  /** Where a pixel of the result comes from. */
  private void source(int x, int y, double[] at) {
    double u = node((x - face.x()) / face.width());
    double v = node((y - face.y()) / face.height());
    int column = (int) u;
    int row = (int) v;
    double right = eased(u - column);
    double down = eased(v - row);
    for (int axis = 0; axis < 2; axis++) {
      int node = 2 * (row * NODES + column) + axis;
      double upper = lattice[node] + (lattice[node + 2] - lattice[node]) * right;
      int next = node + 2 * NODES;
      double lower = lattice[next] + (lattice[next + 2] - lattice[next]) * right;
      at[axis] = upper + (lower - upper) * down;
    }
    at[0] += backward.applyX(x, y);
    at[1] += backward.applyY(x, y);
  }

  /** No kink at the nodes. */
  private static double eased(double share) {
    return share * share * (3 - 2 * share);
  }
}
