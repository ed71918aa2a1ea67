package org.delocate.media.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * A single-channel picture in Java memory: 8 bits a pixel, row by row from the top left. Masks are
 * kept in it: 0 stands for probability 0, 255 for probability 1.
 *
 * <p>The array is not copied: whoever makes an image gives the array away and nobody changes it
 * afterwards.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param gray {@code width * height} bytes, unsigned
 */
public record GrayImage(int width, int height, byte[] gray) {

  public GrayImage {
    Objects.requireNonNull(gray, "gray");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an image of " + width + "x" + height + " pixels");
    }
    if (gray.length != Math.multiplyExact(width, height)) {
      throw new IllegalArgumentException(
          gray.length + " bytes for a grey image of " + width + "x" + height);
    }
  }

  /** The value of one pixel, 0 to 255. */
  public int sample(int x, int y) {
    return gray[y * width + x] & 0xFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GrayImage image
        && width == image.width
        && height == image.height
        && Arrays.equals(gray, image.gray);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(gray);
  }

  @Override
  public String toString() {
    return "GrayImage[" + width + "x" + height + "]";
  }
}
