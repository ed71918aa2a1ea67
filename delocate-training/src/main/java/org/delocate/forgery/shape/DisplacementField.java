package org.delocate.forgery.shape;

import org.delocate.forgery.pixel.Bicubic;
import org.delocate.media.image.Image;

/**
 * How far each pixel of a picture is moved: a sum of smooth bumps, held on a coarse lattice and
 * interpolated.
 */
public final class DisplacementField {

  /** Pixels between nodes: bumps are far wider. */
  private static final int STEP = 4;

  /**
   * A bump of displacement around a place; all lengths in pixels. Its axes are those of the face.
   *
   * @param along half width (standard deviation) along the line of the eyes
   * @param across half width across it
   */
  record Bump(double x, double y, double along, double across, double moveX, double moveY) {}

  private final int width;
  private final int height;
  private final int columns;
  private final double cos;
  private final double sin;
  private final float[] nodes;

  /**
   * @param roll angle of the line of the eyes against the rows, in radians
   */
  DisplacementField(int width, int height, double roll, Iterable<Bump> bumps) {
    this.width = width;
    this.height = height;
    this.columns = (width - 1) / STEP + 2;
    this.cos = Math.cos(roll);
    this.sin = Math.sin(roll);
    this.nodes = new float[2 * columns * ((height - 1) / STEP + 2)];
    bumps.forEach(this::add);
  }

  private void add(Bump bump) {
    for (int i = 0; i < nodes.length; i += 2) {
      double dx = (double) (i / 2 % columns * STEP) - bump.x();
      double dy = (double) (i / 2 / columns * STEP) - bump.y();
      double u = (cos * dx + sin * dy) / bump.along();
      double v = (cos * dy - sin * dx) / bump.across();
      double square = u * u + v * v;
      if (square < 16) {
        double weight = Math.exp(-square / 2);
        nodes[i] += (float) (weight * bump.moveX());
        nodes[i + 1] += (float) (weight * bump.moveY());
      }
    }
  }

  /**
   * How noticeably each pixel moved, 0 to 1.
   *
   * @param unnoticed pixels of movement up to which it is 0
   * @param noticed pixels of movement from which it is 1
   */
  public float[] moved(double unnoticed, double noticed) {
    float[] weights = new float[width * height];
    float[] move = new float[2];
    for (int i = 0; i < weights.length; i++) {
      at(i % width, i / width, move);
      double share = (Math.hypot(move[0], move[1]) - unnoticed) / (noticed - unnoticed);
      double weight = Math.max(0, Math.min(1, share));
      weights[i] = (float) (weight * weight * (3 - 2 * weight));
    }
    return weights;
  }

  /** The moved picture, where the weight is above 0; the picture itself elsewhere. */
  public Image applied(Image image, float[] weights) {
    byte[] rgb = image.rgb().clone();
    Bicubic sampler = new Bicubic(image);
    float[] move = new float[2];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (weights[i] > 0) {
          at(x, y, move);
          sampler.sample(x - move[0], y - move[1], rgb, 3 * i);
        }
      }
    }
    return new Image(width, height, rgb);
  }

  private void at(int x, int y, float[] move) {
    int node = 2 * (y / STEP * columns + x / STEP);
    int below = node + 2 * columns;
    float right = x % STEP / (float) STEP;
    float down = y % STEP / (float) STEP;
    for (int axis = 0; axis < 2; axis++) {
      float upper = nodes[node + axis] + (nodes[node + 2 + axis] - nodes[node + axis]) * right;
      float lower = nodes[below + axis] + (nodes[below + 2 + axis] - nodes[below + axis]) * right;
      move[axis] = upper + (lower - upper) * down;
    }
  }
}
