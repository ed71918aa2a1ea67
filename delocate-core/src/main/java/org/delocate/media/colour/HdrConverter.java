package org.delocate.media.colour;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT2020;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;

import org.delocate.media.image.DynamicRange;

/**
 * From the stored red, green and blue of one pixel to what a screen of standard dynamic range shows
 * of it: the curve is undone, primaries become those of BT.709, highlights are compressed, and the
 * curve of a screen is applied.
 *
 * <p>Paper white, 203 cd/m² by ITU-R BT.2408, becomes the screen's white but for the room that
 * highlights need: it comes out as 252, 400 cd/m² as 254, and below 0.95 of its light nothing is
 * compressed, so that what was made from a picture of standard range comes back. The brightest of
 * the three colours is compressed and the others in proportion, so that hues stay.
 *
 * <p>libswscale's own graph of conversions was measured and not taken: 203 cd/m² come out as 253
 * and everything brighter as 255, or as 155 with its perceptual intent, which darkens faces.
 */
final class HdrConverter {

  /** Of paper white by ITU-R BT.2408, cd/m². */
  private static final double WHITE = 203;

  /** A screen for HLG by ITU-R BT.2100, cd/m², and the exponent that goes with it. */
  private static final double HLG_PEAK = 1000;

  private static final double HLG_SYSTEM_GAMMA = 1.2;
  private static final double PQ_PEAK = 10_000;

  /** Share of white's light from which highlights are compressed. [ours] */
  private static final double KNEE = 0.95;

  private static final double[][] BT709 =
      Matrices.toXyz(0.640, 0.330, 0.300, 0.600, 0.150, 0.060, 0.3127, 0.3290);
  private static final double[][] BT2020 =
      Matrices.toXyz(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290);

  /** With the white of daylight, to which the cinema's white is adapted by every viewer. */
  private static final double[][] P3 =
      Matrices.toXyz(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290);

  private static final int CODES = 1 << 14;
  private static final int LIGHTS = 1 << 13;

  /** Light above this, as a multiple of white, is white of the brightest kind. */
  private static final float MOST_LIGHT = 64;

  private final boolean hlg;
  private final float[] lightOfCode = new float[CODES + 1];
  private final float[] byRoot = new float[LIGHTS + 1];
  private final float[] systemGamma = new float[LIGHTS + 1];
  private final float[] matrix = new float[9];

  HdrConverter(Colours colours) {
    hlg = colours.range() == DynamicRange.HLG;
    for (int i = 0; i <= CODES; i++) {
      double code = (double) i / CODES;
      lightOfCode[i] =
          (float)
              switch (colours.range()) {
                case PQ -> Curves.lightOfPq(code) * PQ_PEAK / WHITE;
                case HLG -> Curves.lightOfHlg(code);
                case SDR -> colours.linear() ? code : Curves.lightOfScreen(code);
              };
    }
    for (int i = 0; i <= LIGHTS; i++) {
      double root = (double) i / LIGHTS;
      double light = root * root;
      byRoot[i] =
          (float)
              (255 * (colours.linear() ? Curves.srgbOfLight(light) : Curves.screenOfLight(light)));
      systemGamma[i] = (float) (Math.pow(light, HLG_SYSTEM_GAMMA - 1) * HLG_PEAK / WHITE);
    }
    double[][] primaries =
        colours.primaries() == AVCOL_PRI_BT2020
            ? BT2020
            : colours.primaries() == AVCOL_PRI_BT709 ? BT709 : P3;
    double[][] product = Matrices.times(Matrices.inverse(BT709), primaries);
    for (int i = 0; i < 9; i++) {
      matrix[i] = (float) product[i / 3][i % 3];
    }
  }

  /**
   * Converts one pixel in place.
   *
   * @param rgb red, green and blue as stored, 0 to 1; then as shown, 0 to 255
   */
  void convert(float[] rgb) {
    float red = light(rgb[0]);
    float green = light(rgb[1]);
    float blue = light(rgb[2]);
    if (hlg) {
      float scene = 0.2627f * red + 0.6780f * green + 0.0593f * blue;
      float gain = systemGamma[(int) (LIGHTS * (float) Math.sqrt(Math.min(1, scene)) + 0.5f)];
      red *= gain;
      green *= gain;
      blue *= gain;
    }
    float r = Math.max(0, matrix[0] * red + matrix[1] * green + matrix[2] * blue);
    float g = Math.max(0, matrix[3] * red + matrix[4] * green + matrix[5] * blue);
    float b = Math.max(0, matrix[6] * red + matrix[7] * green + matrix[8] * blue);
    float most = Math.max(r, Math.max(g, b));
    float gain = most > (float) KNEE ? (float) (compressed(most) / most) : 1;
    rgb[0] = shown(r * gain);
    rgb[1] = shown(g * gain);
    rgb[2] = shown(b * gain);
  }

  /**
   * Straight to the knee, from there a hyperbola of the same slope that never reaches 1.
   *
   * @param light as a multiple of paper white
   */
  static double compressed(double light) {
    double above = (Math.min(light, MOST_LIGHT) - KNEE) / (1 - KNEE);
    return above <= 0 ? light : KNEE + (1 - KNEE) * above / (1 + above);
  }

  private float light(float code) {
    return lightOfCode[(int) (Math.max(0, Math.min(1, code)) * CODES + 0.5f)];
  }

  private float shown(float light) {
    return byRoot[(int) (LIGHTS * (float) Math.sqrt(light) + 0.5f)];
  }
}
