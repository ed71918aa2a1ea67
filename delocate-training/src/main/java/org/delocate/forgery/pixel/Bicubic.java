package org.delocate.forgery.pixel;

import org.delocate.media.image.Image;

/**
 * Samples a picture between its pixels by Catmull-Rom interpolation. A picture that is moved by a
 * fraction of a pixel stays nearly as sharp as it was, so that a detector cannot tell a forgery by
 * the softness of its interpolation alone.
 */
public final class Bicubic {

  private final byte[] rgb;
  private final int width;
  private final int height;
  private final float[] across = new float[4];
  private final float[] down = new float[4];

  /** For one thread. */
  public Bicubic(Image image) {
    this.rgb = image.rgb();
    this.width = image.width();
    this.height = image.height();
  }

  /**
   * Writes the colour at a place; beyond the border the outermost pixels go on.
   *
   * @param out gets red, green and blue from index {@code at}
   */
  public void sample(double x, double y, byte[] out, int at) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    weigh((float) (x - left), across);
    weigh((float) (y - top), down);
    float red = 0;
    float green = 0;
    float blue = 0;
    for (int row = 0; row < 4; row++) {
      int line = Math.max(0, Math.min(height - 1, top + row - 1)) * width;
      for (int column = 0; column < 4; column++) {
        int from = 3 * (line + Math.max(0, Math.min(width - 1, left + column - 1)));
        float weight = down[row] * across[column];
        red += weight * (rgb[from] & 0xFF);
        green += weight * (rgb[from + 1] & 0xFF);
        blue += weight * (rgb[from + 2] & 0xFF);
      }
    }
    out[at] = Pixels.clipped(red);
    out[at + 1] = Pixels.clipped(green);
    out[at + 2] = Pixels.clipped(blue);
  }

  private static void weigh(float t, float[] weights) {
    float square = t * t;
    float cube = square * t;
    weights[0] = 0.5f * (-cube + 2 * square - t);
    weights[1] = 0.5f * (3 * cube - 5 * square + 2);
    weights[2] = 0.5f * (-3 * cube + 4 * square + t);
    weights[3] = 0.5f * (cube - square);
  }
}
