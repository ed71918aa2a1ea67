package org.delocate.media.colour;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE431;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE432;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_CHROMA_DERIVED_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_ICTCP;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_YCGCO;

import java.util.function.DoubleUnaryOperator;
import org.delocate.media.image.DynamicRange;

/**
 * From luma and two colour differences to the red, green and blue that a curve was applied to, by
 * the formulas of ITU-T H.273.
 */
interface LumaCodes {

  /**
   * Converts one pixel.
   *
   * @param luma 0 to 1
   * @param blueDifference the first difference, -0.5 to 0.5
   * @param redDifference the second difference, -0.5 to 0.5
   * @param rgb takes red, green and blue, about 0 to 1
   */
  void toRgb(float luma, float blueDifference, float redDifference, float[] rgb);

  /** The formula of a matrix that {@link Colours} lets pass. */
  static LumaCodes of(Colours colours) {
    return switch (colours.matrix()) {
      case AVCOL_SPC_YCGCO -> LumaCodes::greenAndOrange;
      case AVCOL_SPC_BT2020_CL -> constantLuminance();
      case AVCOL_SPC_ICTCP -> perceptual(colours.range());
      case AVCOL_SPC_BT2020_NCL -> weighted(0.2627, 0.0593);
      case AVCOL_SPC_FCC -> weighted(0.30, 0.11);
      case AVCOL_SPC_SMPTE170M, AVCOL_SPC_BT470BG -> weighted(0.299, 0.114);
      case AVCOL_SPC_SMPTE240M -> weighted(0.212, 0.087);
      case AVCOL_SPC_CHROMA_DERIVED_NCL -> weightedBy(colours.primaries());
      default -> weighted(0.2126, 0.0722);
    };
  }

  /** Luma as a weighted sum of the three colours. */
  private static LumaCodes weighted(double red, double blue) {
    float ofRed = (float) (2 * (1 - red));
    float ofBlue = (float) (2 * (1 - blue));
    float greenByRed = (float) (2 * (1 - red) * red / (1 - red - blue));
    float greenByBlue = (float) (2 * (1 - blue) * blue / (1 - red - blue));
    return (luma, cb, cr, rgb) -> {
      rgb[0] = luma + ofRed * cr;
      rgb[1] = luma - greenByBlue * cb - greenByRed * cr;
      rgb[2] = luma + ofBlue * cb;
    };
  }

  /** The weights are the shares of the primaries in white. */
  private static LumaCodes weightedBy(int primaries) {
    return switch (primaries) {
      case AVCOL_PRI_BT2020 -> weighted(0.2627, 0.0593);
      case AVCOL_PRI_SMPTE432 -> weighted(0.228975, 0.079287);
      case AVCOL_PRI_SMPTE431 -> weighted(0.209492, 0.068945);
      default -> weighted(0.2126, 0.0722);
    };
  }

  /** YCgCo: the first difference is green against purple, the second orange against azure. */
  private static void greenAndOrange(float luma, float cg, float co, float[] rgb) {
    float purple = luma - cg;
    rgb[0] = purple + co;
    rgb[1] = luma + cg;
    rgb[2] = purple - co;
  }

  /** BT.2020 with constant luminance: luma is that of the light itself. */
  private static LumaCodes constantLuminance() {
    return (luma, cb, cr, rgb) -> {
      double blue = luma + cb * (cb < 0 ? 1.9404 : 1.5816);
      double red = luma + cr * (cr < 0 ? 1.7184 : 0.9936);
      double light = Curves.lightOfBt2020(luma);
      double green =
          (light - 0.2627 * Curves.lightOfBt2020(red) - 0.0593 * Curves.lightOfBt2020(blue))
              / 0.6780;
      rgb[0] = (float) red;
      rgb[1] = (float) Curves.bt2020OfLight(Math.max(0, green));
      rgb[2] = (float) blue;
    };
  }

  /** ICtCp of BT.2100: differences of what the three kinds of cones see. */
  private static LumaCodes perceptual(DynamicRange range) {
    boolean hlg = range == DynamicRange.HLG;
    double[][] toCodes =
        hlg
            ? new double[][] {
              {0.5, 0.5, 0},
              {3625 / 4096.0, -7465 / 4096.0, 3840 / 4096.0},
              {9500 / 4096.0, -9212 / 4096.0, -288 / 4096.0}
            }
            : new double[][] {
              {0.5, 0.5, 0},
              {6610 / 4096.0, -13613 / 4096.0, 7003 / 4096.0},
              {17933 / 4096.0, -17390 / 4096.0, -543 / 4096.0}
            };
    double[][] toCones = Matrices.inverse(toCodes);
    double[][] toRgb =
        Matrices.inverse(
            new double[][] {
              {1688 / 4096.0, 2146 / 4096.0, 262 / 4096.0},
              {683 / 4096.0, 2951 / 4096.0, 462 / 4096.0},
              {99 / 4096.0, 309 / 4096.0, 3688 / 4096.0}
            });
    DoubleUnaryOperator toLight = hlg ? Curves::lightOfHlg : Curves::lightOfPq;
    DoubleUnaryOperator ofLight = hlg ? Curves::hlgOfLight : Curves::pqOfLight;
    return (luma, ct, cp, rgb) -> {
      double[] cones = Matrices.times(toCones, luma, ct, cp);
      double[] light =
          Matrices.times(
              toRgb,
              toLight.applyAsDouble(cones[0]),
              toLight.applyAsDouble(cones[1]),
              toLight.applyAsDouble(cones[2]));
      for (int i = 0; i < 3; i++) {
        rgb[i] = (float) ofLight.applyAsDouble(Math.max(0, light[i]));
      }
    };
  }
}
