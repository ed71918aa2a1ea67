package org.delocate.forgery.pixel;

import org.delocate.media.image.Image;

/**
 * A picture between steps of a calculation, which are not to be rounded one by one.
 *
 * <p>The array is not copied: whoever makes one gives the array away.
 *
 * @param width pixels
 * @param height pixels
 * @param rgb interleaved, row by row, of 255; may go beyond 0 and 255 on the way
 */
public record FloatImage(int width, int height, float[] rgb) {

  public static final int CHANNELS = 3;

  public FloatImage {
    if (width < 1 || height < 1 || rgb.length != CHANNELS * width * height) {
      throw new IllegalArgumentException(rgb.length + " values for " + width + "x" + height);
    }
  }

  public static FloatImage of(Image image) {
    byte[] in = image.rgb();
    float[] out = new float[in.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = in[i] & 0xFF;
    }
    return new FloatImage(image.width(), image.height(), out);
  }

  /** Rounded to the nearest of 0 to 255. */
  public Image toImage() {
    byte[] out = new byte[rgb.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Pixels.clipped(rgb[i]);
    }
    return new Image(width, height, out);
  }

  /**
   * The picture and a multiple of what tells each pixel from the mean of its neighbours above,
   * below, left and right: sharper, or softer if negative.
   */
  public FloatImage sharpened(float amount) {
    float[] out = rgb.clone();
    int row = CHANNELS * width;
    for (int y = 1; y < height - 1; y++) {
      for (int k = y * row + CHANNELS; k < (y + 1) * row - CHANNELS; k++) {
        float around = rgb[k - CHANNELS] + rgb[k + CHANNELS] + rgb[k - row] + rgb[k + row];
        out[k] += amount * (rgb[k] - 0.25f * around);
      }
    }
    return new FloatImage(width, height, out);
  }
}
