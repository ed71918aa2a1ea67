package org.delocate.face.align;

import org.delocate.media.image.Image;

/** How sharp a picture is: the variance of its Laplacian, large where there is fine detail. */
public final class Sharpness {

  private Sharpness() {}

  /**
   * The variance of the four-neighbour Laplacian of the luma (BT.601, 0 to 255), over all pixels
   * that have four neighbours.
   *
   * @throws IllegalArgumentException if there is no such pixel
   */
  public static double of(Image image) {
    int width = image.width();
    int height = image.height();
    if (width < 3 || height < 3) {
      throw new IllegalArgumentException("a picture of " + width + "x" + height);
    }
    double[] luma = new double[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] =
          0.299 * (image.rgb()[3 * i] & 0xFF)
              + 0.587 * (image.rgb()[3 * i + 1] & 0xFF)
              + 0.114 * (image.rgb()[3 * i + 2] & 0xFF);
    }
    double sum = 0;
    double squares = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int at = y * width + x;
        double laplacian =
            luma[at - 1] + luma[at + 1] + luma[at - width] + luma[at + width] - 4 * luma[at];
        sum += laplacian;
        squares += laplacian * laplacian;
      }
    }
    double count = (width - 2.0) * (height - 2.0);
    double mean = sum / count;
    return Math.max(0, squares / count - mean * mean);
  }
}
