package org.delocate.media.read;

import java.util.Arrays;
import org.delocate.media.image.Image;

/**
 * Pictures of four patches of colour, one in each quarter, that change places from frame to frame:
 * what is read tells colours, orientation and which frame it is.
 */
final class Patches {

  /** Colours that a fixed palette of 3, 3 and 2 bits has. */
  static final int[][] COLOURS = {{219, 36, 85}, {36, 182, 85}, {36, 73, 170}, {219, 182, 170}};

  private static final double[] BT709 = {0.2126, 0.7152, 0.0722};

  private Patches() {}

  /** Patches of colours; in frame i each has moved on by i quarters. */
  static Image image(int width, int height, int frame, int[][] colours) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int quarter = (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2);
        int[] colour = colours[(quarter + frame) % 4];
        for (int channel = 0; channel < 3; channel++) {
          rgb[(y * width + x) * 3 + channel] = (byte) colour[channel];
        }
      }
    }
    return new Image(width, height, rgb);
  }

  static Image image(int width, int height, int frame) {
    return image(width, height, frame, COLOURS);
  }

  /** The colours of the four quarters of a frame, in the order of reading. */
  static int[][] quarters(int[][] colours, int frame, String order) {
    int[][] quarters = new int[4][];
    for (int i = 0; i < 4; i++) {
      quarters[i] = colours[(order.charAt(i) - '0' + frame) % 4];
    }
    return quarters;
  }

  /**
   * What to give to an encoder that computes luma by BT.709 so that it writes these codes.
   *
   * @param codes luma and two differences, limited range of 8 bits, by whatever matrix
   */
  static int[] disguised(double[] codes) {
    double luma = (codes[0] - 16) / 219;
    double blue = luma + 2 * (1 - BT709[2]) * (codes[1] - 128) / 224;
    double red = luma + 2 * (1 - BT709[0]) * (codes[2] - 128) / 224;
    double green = (luma - BT709[0] * red - BT709[2] * blue) / BT709[1];
    int[] rgb = {
      (int) Math.round(255 * red), (int) Math.round(255 * green), (int) Math.round(255 * blue)
    };
    if (Arrays.stream(rgb).anyMatch(v -> v < 0 || v > 255)) {
      throw new AssertionError("no colour has the codes " + Arrays.toString(codes));
    }
    return rgb;
  }

  /** YCgCo of a colour, limited range of 8 bits, by ITU-T H.273. */
  static double[] yCgCo(int[] rgb) {
    double y = (rgb[0] + 2.0 * rgb[1] + rgb[2]) / 4 / 255;
    double cg = (-rgb[0] + 2.0 * rgb[1] - rgb[2]) / 4 / 255;
    double co = (rgb[0] - rgb[2]) / 2.0 / 255;
    return new double[] {16 + 219 * y, 128 + 224 * cg, 128 + 224 * co};
  }

  /** ICtCp of a PQ-coded BT.2020 colour, limited range of 8 bits, by ITU-R BT.2100. */
  static double[] iCtCp(int[] codes) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      light[i] = pqLight(codes[i] / 255.0);
    }
    double[][] toCones = {{1688, 2146, 262}, {683, 2951, 462}, {99, 309, 3688}};
    double[] cones = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        cones[row] += toCones[row][i] / 4096 * light[i];
      }
      double power = Math.pow(cones[row], 2610 / 16384.0);
      cones[row] = Math.pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 2523 / 32.0);
    }
    double i = (cones[0] + cones[1]) / 2;
    double ct = (6610 * cones[0] - 13613 * cones[1] + 7003 * cones[2]) / 4096;
    double cp = (17933 * cones[0] - 17390 * cones[1] - 543 * cones[2]) / 4096;
    return new double[] {16 + 219 * i, 128 + 224 * ct, 128 + 224 * cp};
  }

  /** Light of a PQ code, 1 for 10,000 cd/m², by SMPTE ST 2084. */
  private static double pqLight(double code) {
    double power = Math.pow(code, 32 / 2523.0);
    return Math.pow(
        Math.max(0, power - 0.8359375) / (18.8515625 - 18.6875 * power), 16384.0 / 2610);
  }

  /**
   * What a screen of standard range shows of BT.2020 light that was coded by HLG or PQ: paper white
   * of 203 cd/m² at the white of the screen, from 0.95 of it compressed by a hyperbola. Written
   * from the standards, in double precision, without the code under test.
   *
   * @param codes red, green and blue, full range of 8 bits
   */
  static int[] shown(int[] codes, boolean hlg) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double code = codes[i] / 255.0;
      if (hlg) {
        double a = 0.17883277;
        double b = 0.28466892;
        double c = 0.55991073;
        light[i] = code <= 0.5 ? code * code / 3 : (Math.exp((code - c) / a) + b) / 12;
      } else {
        light[i] = 10_000 * pqLight(code);
      }
    }
    if (hlg) {
      double luminance = 0.2627 * light[0] + 0.6780 * light[1] + 0.0593 * light[2];
      for (int i = 0; i < 3; i++) {
        light[i] *= 1000 * Math.pow(luminance, 0.2);
      }
    }
    double[][] toBt709 = {
      {1.660491, -0.587641, -0.072850},
      {-0.124550, 1.132900, -0.008349},
      {-0.018151, -0.100579, 1.118730}
    };
    double[] out = new double[3];
    double most = 0;
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < 3; i++) {
        out[row] += toBt709[row][i] * light[i] / 203;
      }
      out[row] = Math.max(0, out[row]);
      most = Math.max(most, out[row]);
    }
    double above = (most - 0.95) / 0.05;
    double kept = above <= 0 ? most : 0.95 + 0.05 * above / (1 + above);
    int[] rgb = new int[3];
    for (int i = 0; i < 3; i++) {
      rgb[i] = (int) Math.round(255 * Math.pow(most == 0 ? 0 : out[i] * kept / most, 1 / 2.4));
    }
    return rgb;
  }
}
