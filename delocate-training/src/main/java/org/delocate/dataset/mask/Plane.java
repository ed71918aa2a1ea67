package org.delocate.dataset.mask;

import java.util.Arrays;

/**
 * One number per pixel, row by row from the top left: differences, weights, soft masks.
 *
 * <p>The array is not copied: whoever makes a plane gives the array away.
 *
 * @param width pixels
 * @param height pixels
 * @param values {@code width * height}
 */
public record Plane(int width, int height, float[] values) {

  public Plane {
    if (width < 1 || height < 1 || values.length != width * height) {
      throw new IllegalArgumentException(
          values.length + " values for a plane of " + width + "x" + height);
    }
  }

  public float at(int x, int y) {
    return values[y * width + x];
  }

  /**
   * This plane smoothed by three box filters, which together come within 3 % of a Gaussian; beyond
   * the border the outermost pixel goes on.
   *
   * @param sigma standard deviation in pixels; below 0.5 nothing is changed, as the narrowest box
   *     is 3 wide
   */
  public Plane blurred(double sigma) {
    if (sigma < 0.5) {
      return this;
    }
    float[] smooth = values.clone();
    float[] other = new float[values.length];
    for (int radius : radii(sigma)) {
      boxRows(smooth, other, width, height, radius);
      boxColumns(other, smooth, width, height, radius);
    }
    return new Plane(width, height, smooth);
  }

  /** Three radii whose boxes add up to the variance of the Gaussian (Kovesi, 2010). */
  private static int[] radii(double sigma) {
    int boxes = 3;
    double ideal = Math.sqrt(12 * sigma * sigma / boxes + 1);
    int lower = (int) Math.floor(ideal);
    if (lower % 2 == 0) {
      lower--;
    }
    long narrow =
        Math.round(
            (12 * sigma * sigma - boxes * lower * lower - 4.0 * boxes * lower - 3 * boxes)
                / (-4.0 * lower - 4));
    int[] radii = new int[boxes];
    for (int i = 0; i < boxes; i++) {
      radii[i] = (i < narrow ? lower : lower + 2) / 2;
    }
    return radii;
  }

  private static void boxRows(float[] in, float[] out, int width, int height, int radius) {
    float scale = 1f / (2 * radius + 1);
    for (int y = 0; y < height; y++) {
      int row = y * width;
      float sum = in[row] * (radius + 1);
      for (int x = 1; x <= radius; x++) {
        sum += in[row + Math.min(x, width - 1)];
      }
      for (int x = 0; x < width; x++) {
        out[row + x] = sum * scale;
        sum += in[row + Math.min(x + radius + 1, width - 1)] - in[row + Math.max(x - radius, 0)];
      }
    }
  }

  /** All columns at once, row by row, so that memory is read in order. */
  private static void boxColumns(float[] in, float[] out, int width, int height, int radius) {
    float scale = 1f / (2 * radius + 1);
    float[] sums = new float[width];
    for (int x = 0; x < width; x++) {
      sums[x] = in[x] * (radius + 1);
    }
    for (int y = 1; y <= radius; y++) {
      int row = Math.min(y, height - 1) * width;
      for (int x = 0; x < width; x++) {
        sums[x] += in[row + x];
      }
    }
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int enters = Math.min(y + radius + 1, height - 1) * width;
      int leaves = Math.max(y - radius, 0) * width;
      for (int x = 0; x < width; x++) {
        out[row + x] = sums[x] * scale;
        sums[x] += in[enters + x] - in[leaves + x];
      }
    }
  }

  /** Where the value is above a threshold. */
  public Region above(double threshold) {
    boolean[] inside = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      inside[i] = values[i] > threshold;
    }
    return new Region(width, height, inside);
  }

  /** The value that a share of all values does not exceed, such as 0.5 for the median. */
  public float quantile(double share) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
