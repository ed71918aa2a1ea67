package org.delocate.report.overlay;

import org.delocate.face.geometry.AffineTransform;
import org.delocate.media.image.GrayImage;

/**
 * Lays the heat maps of faces over a frame: an 8-bit map as large as the frame, 0 where no face was
 * scored, the highest value where faces overlap.
 */
final class MaskProjector {

  /** Samples along one side of a pixel, at most: enough for a face an eighth of its crop. */
  private static final int MOST_SAMPLES = 8;

  private final int width;
  private final int height;
  private final byte[] map;

  MaskProjector(int width, int height) {
    this.width = width;
    this.height = height;
    this.map = new byte[Math.multiplyExact(width, height)];
  }

  /**
   * Adds one face.
   *
   * @param mask row by row, 0 to 1
   * @param side of the square mask
   * @param maskToFrame from pixels of the mask to pixels of the frame
   */
  void add(float[] mask, int side, AffineTransform maskToFrame) {
    double[] xs = new double[4];
    double[] ys = new double[4];
    double far = side - 0.5;
    double[][] corners = {{-0.5, -0.5}, {far, -0.5}, {-0.5, far}, {far, far}};
    for (int i = 0; i < 4; i++) {
      xs[i] = maskToFrame.applyX(corners[i][0], corners[i][1]);
      ys[i] = maskToFrame.applyY(corners[i][0], corners[i][1]);
    }
    int left = (int) Math.max(0, Math.floor(min(xs)));
    int top = (int) Math.max(0, Math.floor(min(ys)));
    int right = (int) Math.min(width - 1, Math.ceil(-min(negated(xs))));
    int bottom = (int) Math.min(height - 1, Math.ceil(-min(negated(ys))));
    AffineTransform back = maskToFrame.inverse();
    // A small face has several mask pixels per frame pixel: take their mean, not one of them.
    int samples = (int) Math.max(1, Math.min(MOST_SAMPLES, Math.ceil(back.scale() - 0.25)));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        int value = (int) Math.round(255 * mean(mask, side, back, x, y, samples));
        int at = y * width + x;
        if (value > (map[at] & 0xFF)) {
          map[at] = (byte) value;
        }
      }
    }
  }

  GrayImage map() {
    return new GrayImage(width, height, map);
  }

  private static double mean(
      float[] mask, int side, AffineTransform back, int x, int y, int samples) {
    double sum = 0;
    for (int row = 0; row < samples; row++) {
      double frameY = y + (row + 0.5) / samples - 0.5;
      for (int column = 0; column < samples; column++) {
        double frameX = x + (column + 0.5) / samples - 0.5;
        sum += sample(mask, side, back.applyX(frameX, frameY), back.applyY(frameX, frameY));
      }
    }
    return sum / (samples * samples);
  }

  /** Bilinear; 0 outside the mask. */
  private static double sample(float[] mask, int side, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    if (left < -1 || top < -1 || left >= side || top >= side) {
      return 0;
    }
    double towardsRight = x - left;
    double towardsBottom = y - top;
    return (1 - towardsBottom)
            * ((1 - towardsRight) * at(mask, side, left, top)
                + towardsRight * at(mask, side, left + 1, top))
        + towardsBottom
            * ((1 - towardsRight) * at(mask, side, left, top + 1)
                + towardsRight * at(mask, side, left + 1, top + 1));
  }

  private static double at(float[] mask, int side, int x, int y) {
    return x < 0 || y < 0 || x >= side || y >= side ? 0 : mask[y * side + x];
  }

  private static double min(double[] values) {
    return java.util.Arrays.stream(values).min().orElseThrow();
  }

  private static double[] negated(double[] values) {
    return java.util.Arrays.stream(values).map(value -> -value).toArray();
  }
}
