package org.delocate.forgery.blend;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;

/**
 * The weight with which a self-blended face is laid over itself, from the region that it covers:
 * smoothed, all but the maximum cut away, which is an erosion, smoothed again and made to reach 1
 * (Shiohara and Yamasaki, CVPR 2022). Theirs is drawn at another width and height and stretched
 * back, so that it is not equally soft in both directions. It falls to 0 inside the region or a
 * little outside, as the two smoothings happen to be.
 *
 * @param across lengths along the rows
 * @param down lengths along the columns
 */
public record FeatheredMask(Lengths across, Lengths down) {

  /**
   * Theirs are 192 to 256 pixels wide and high, of pictures about twice as wide as the face [ours].
   */
  public static final double FACE_WIDTHS = 2;

  /** A weight below this changes no pixel. */
  private static final float LEAST = 0.5f / 255;

  /**
   * How the region is softened along one axis, all in widths of the face.
   *
   * @param erosion how far it is cut back
   * @param feather how far the second smoothing reaches
   * @param sigma its standard deviation; beyond the reach the Gaussian is cut off
   */
  record Lengths(double erosion, double feather, double sigma) {
    private Lengths times(double factor) {
      return new Lengths(factor * erosion, factor * feather, factor * sigma);
    }
  }

  /** The published ranges: kernels of 5 to 25 pixels, a standard deviation of 5 to 45. */
  public static FeatheredMask random(RandomGenerator random) {
    int first = random.nextInt(2, 13);
    int second = random.nextInt(2, 13);
    int sigma = random.nextInt(5, 46);
    double wide = FACE_WIDTHS / random.nextInt(192, 257);
    double high = FACE_WIDTHS / random.nextInt(192, 257);
    return new FeatheredMask(
        new Lengths(first * wide, second * wide, sigma * wide),
        new Lengths(first * high, second * high, sigma * high));
  }

  /** The same for a region that is so many times as large. */
  public FeatheredMask times(double factor) {
    return new FeatheredMask(across.times(factor), down.times(factor));
  }

  /** How far outside the region weights above 0 can lie, in pixels, along either axis. */
  int reach(double faceWidth) {
    int right = pixels(across.feather(), faceWidth) - pixels(across.erosion(), faceWidth);
    int under = pixels(down.feather(), faceWidth) - pixels(down.erosion(), faceWidth);
    return Math.max(0, Math.max(right, under));
  }

  /**
   * Weights of 0 to 1, one per pixel; all 0 if nothing is left of the region.
   *
   * @param faceWidth in pixels
   */
  public float[] of(Region region, double faceWidth) {
    int width = region.width();
    int height = region.height();
    float[] weights = new float[width * height];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = region.inside()[i] ? 1f : 0f;
    }
    erodeRows(weights, width, height, pixels(across.erosion(), faceWidth));
    erodeColumns(weights, width, height, pixels(down.erosion(), faceWidth));
    int first = 0;
    while (first < weights.length && weights[first] == 0) {
      first++;
    }
    if (first == weights.length) {
      return weights;
    }
    int last = weights.length - 1;
    while (weights[last] == 0) {
      last--;
    }
    float[] rows =
        smoothRows(weights, width, first / width, last / width, kernel(across, faceWidth));
    float[] kernel = kernel(down, faceWidth);
    int from = Math.max(0, first / width - kernel.length + 1);
    int to = Math.min(height - 1, last / width + kernel.length - 1);
    float[] smooth = smoothColumns(rows, width, height, from, to, kernel);
    normalise(smooth);
    return smooth;
  }

  private static int pixels(double length, double faceWidth) {
    return (int) Math.max(1, Math.round(length * faceWidth));
  }

  /** Only pixels whose whole neighbourhood is inside stay; what lies beyond the border counts. */
  private static void erodeRows(float[] weights, int width, int height, int radius) {
    boolean[] stays = new boolean[width];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int inside = radius;
      for (int x = 0; x < width + radius; x++) {
        // A run of pixels inside, which begins before the picture and goes on behind it.
        inside = x >= width || weights[row + x] > 0 ? inside + 1 : 0;
        if (x >= radius) {
          stays[x - radius] = inside >= 2 * radius + 1;
        }
      }
      for (int x = 0; x < width; x++) {
        weights[row + x] = stays[x] ? 1f : 0f;
      }
    }
  }

  private static void erodeColumns(float[] weights, int width, int height, int radius) {
    int[] inside = new int[width];
    Arrays.fill(inside, radius);
    boolean[] stays = new boolean[width * height];
    for (int y = 0; y < height + radius; y++) {
      for (int x = 0; x < width; x++) {
        inside[x] = y >= height || weights[y * width + x] > 0 ? inside[x] + 1 : 0;
        if (y >= radius) {
          stays[(y - radius) * width + x] = inside[x] >= 2 * radius + 1;
        }
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = stays[i] ? 1f : 0f;
    }
  }

  /** Half of a Gaussian that is cut off: the weight of the middle, then outwards; they add to 1. */
  private static float[] kernel(Lengths lengths, double faceWidth) {
    float[] kernel = new float[pixels(lengths.feather(), faceWidth) + 1];
    double sigma = lengths.sigma() * faceWidth;
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double weight = Math.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? weight : 2 * weight;
      kernel[i] = (float) weight;
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= (float) sum;
    }
    return kernel;
  }

  private static float[] smoothRows(float[] in, int width, int from, int to, float[] kernel) {
    float[] out = new float[in.length];
    int reach = kernel.length - 1;
    float[] line = new float[width + 2 * reach];
    for (int y = from; y <= to; y++) {
      int row = y * width;
      for (int x = 0; x < line.length; x++) {
        line[x] = in[row + Math.max(0, Math.min(width - 1, x - reach))];
      }
      for (int offset = -reach; offset <= reach; offset++) {
        add(line, reach + offset, kernel[Math.abs(offset)], out, row, width);
      }
    }
    return out;
  }

  private static float[] smoothColumns(
      float[] in, int width, int height, int from, int to, float[] kernel) {
    float[] out = new float[in.length];
    int reach = kernel.length - 1;
    for (int y = from; y <= to; y++) {
      for (int offset = -reach; offset <= reach; offset++) {
        int row = Math.max(0, Math.min(height - 1, y + offset));
        add(in, row * width, kernel[Math.abs(offset)], out, y * width, width);
      }
    }
    return out;
  }

  private static void add(float[] in, int from, float weight, float[] out, int to, int count) {
    for (int i = 0; i < count; i++) {
      out[to + i] += weight * in[from + i];
    }
  }

  private static void normalise(float[] weights) {
    float most = 0;
    for (float weight : weights) {
      most = Math.max(most, weight);
    }
    float scale = most > 0 ? 1 / most : 0;
    for (int i = 0; i < weights.length; i++) {
      float weight = weights[i] * scale;
      weights[i] = weight < LEAST ? 0f : Math.min(1f, weight);
    }
  }
}
