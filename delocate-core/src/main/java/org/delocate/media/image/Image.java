package org.delocate.media.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Objects;

/**
 * A picture in Java memory: 8-bit RGB, interleaved, row by row from the top left, full range, sRGB.
 *
 * <p>The array is not copied: whoever makes an image gives the array away and nobody changes it
 * afterwards.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param rgb {@code width * height * 3} bytes, unsigned
 */
public record Image(int width, int height, byte[] rgb) {

  public Image {
    Objects.requireNonNull(rgb, "rgb");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an image of " + width + "x" + height + " pixels");
    }
    if (rgb.length != Math.multiplyExact(Math.multiplyExact(width, height), 3)) {
      throw new IllegalArgumentException(
          rgb.length + " bytes for an RGB image of " + width + "x" + height);
    }
  }

  /** A black image. */
  public static Image black(int width, int height) {
    return new Image(width, height, new byte[width * height * 3]);
  }

  /**
   * A picture of Java's own, such as {@code ImageIO} reads, in sRGB and on white where it is
   * transparent. It is copied.
   */
  public static Image of(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = opaque.createGraphics();
    canvas.drawImage(picture, 0, 0, Color.WHITE, null);
    canvas.dispose();
    int[] pixels = ((DataBufferInt) opaque.getRaster().getDataBuffer()).getData();
    Image image = black(width, height);
    for (int i = 0; i < pixels.length; i++) {
      image.rgb[3 * i] = (byte) (pixels[i] >> 16);
      image.rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
      image.rgb[3 * i + 2] = (byte) pixels[i];
    }
    return image;
  }

  /** One channel (0 red, 1 green, 2 blue) of one pixel, 0 to 255. */
  public int sample(int x, int y, int channel) {
    return rgb[(y * width + x) * 3 + channel] & 0xFF;
  }

  /** The shorter side in pixels. */
  public int shorterSide() {
    return Math.min(width, height);
  }

  /**
   * Where two pictures differ: the absolute difference of each sample.
   *
   * @param gain times the difference; what exceeds 255 is cut off
   * @throws IllegalArgumentException if the sizes differ
   */
  public Image difference(Image other, int gain) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException("the difference of " + this + " and " + other);
    }
    byte[] differences = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      int difference = Math.abs((rgb[i] & 0xFF) - (other.rgb[i] & 0xFF));
      differences[i] = (byte) Math.min(255, gain * difference);
    }
    return new Image(width, height, differences);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && width == image.width
        && height == image.height
        && java.util.Arrays.equals(rgb, image.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + java.util.Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Image[" + width + "x" + height + "]";
  }
}
