package org.delocate.forgery.change;

import java.util.random.RandomGenerator;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * A change of colour that is the same for every pixel: {@code out = matrix · in + offset} in RGB.
 * Shifts of channels, of hue, saturation, brightness and contrast are all of this form.
 *
 * @param matrix 3 × 3, row by row
 * @param offset of red, green and blue, of 255
 */
public record ColourChange(float[] matrix, float[] offset) {

  /** Weights of the channels in brightness (ITU-R BT.601). */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  /**
   * A change by chance.
   *
   * @param strength 1 for the range of Shiohara and Yamasaki (CVPR 2022): shifts up to 20 of 255,
   *     contrast and brightness up to a tenth
   */
  public static ColourChange random(double strength, RandomGenerator random) {
    double[] shift = new double[3];
    for (int i = 0; i < 3; i++) {
      shift[i] = random.nextDouble(-20, 20) * strength;
    }
    double hue = random.nextDouble(-0.12, 0.12) * strength;
    double saturation = 1 + random.nextDouble(-0.25, 0.25) * strength;
    double brightness = random.nextDouble(-25, 25) * strength;
    double contrast = 1 + random.nextDouble(-0.12, 0.12) * strength;
    return switch (random.nextInt(4)) {
      case 0 -> shifted(shift[0], shift[1], shift[2]);
      case 1 -> saturatedAndTurned(saturation, hue);
      case 2 -> contrasted(contrast, brightness);
      default ->
          contrasted(contrast, brightness / 2).after(saturatedAndTurned(saturation, hue / 2));
    };
  }

  public static ColourChange shifted(double red, double green, double blue) {
    return new ColourChange(
        new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1},
        new float[] {(float) red, (float) green, (float) blue});
  }

  /** Contrast about mid-grey, then brightness. */
  public static ColourChange contrasted(double contrast, double brightness) {
    float slope = (float) contrast;
    float lift = (float) (127.5 * (1 - contrast) + brightness);
    return new ColourChange(
        new float[] {slope, 0, 0, 0, slope, 0, 0, 0, slope}, new float[] {lift, lift, lift});
  }

  /** Saturation about the pixel's own grey, and a turn of hue by an angle in radians. */
  public static ColourChange saturatedAndTurned(double saturation, double angle) {
    double cos = Math.cos(angle) * saturation;
    double sin = Math.sin(angle) * saturation;
    // Rotation about the grey axis (Rodrigues), scaled, with the grey put back.
    double third = 1 / Math.sqrt(3);
    double[] turn = {
      cos + (saturation - cos) / 3,
      (saturation - cos) / 3 - third * sin,
      (saturation - cos) / 3 + third * sin,
      (saturation - cos) / 3 + third * sin,
      cos + (saturation - cos) / 3,
      (saturation - cos) / 3 - third * sin,
      (saturation - cos) / 3 - third * sin,
      (saturation - cos) / 3 + third * sin,
      cos + (saturation - cos) / 3
    };
    float[] matrix = new float[9];
    for (int i = 0; i < 9; i++) {
      matrix[i] = (float) (turn[i] + (1 - saturation) * LUMA[i % 3]);
    }
    return new ColourChange(matrix, new float[3]);
  }

  /** First the other, then this. */
  public ColourChange after(ColourChange first) {
    float[] product = new float[9];
    float[] moved = offset.clone();
    for (int row = 0; row < 3; row++) {
      for (int k = 0; k < 3; k++) {
        moved[row] += matrix[3 * row + k] * first.offset[k];
        for (int column = 0; column < 3; column++) {
          product[3 * row + column] += matrix[3 * row + k] * first.matrix[3 * k + column];
        }
      }
    }
    return new ColourChange(product, moved);
  }

  public Image of(Image image) {
    byte[] in = image.rgb();
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i += 3) {
      float red = in[i] & 0xFF;
      float green = in[i + 1] & 0xFF;
      float blue = in[i + 2] & 0xFF;
      for (int row = 0; row < 3; row++) {
        float value =
            matrix[3 * row] * red
                + matrix[3 * row + 1] * green
                + matrix[3 * row + 2] * blue
                + offset[row];
        out[i + row] = Pixels.clipped(value);
      }
    }
    return new Image(image.width(), image.height(), out);
  }
}
