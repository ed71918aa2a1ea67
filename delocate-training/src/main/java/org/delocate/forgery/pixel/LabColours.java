package org.delocate.forgery.pixel;

import org.delocate.media.image.Image;

/**
 * Colours in CIE L*a*b* (D65), and the transfer of colours between pictures by mean and deviation
 * (Reinhard et al., "Color Transfer between Images", 2001).
 */
public final class LabColours {

  private static final float[] LINEAR = new float[256];
  private static final byte[] GAMMA = new byte[1 << 14];
  private static final float[] ROOT = new float[1 << 13];
  private static final float WHITE_X = 0.95047f;
  private static final float WHITE_Z = 1.08883f;

  /** A deviation may change by this factor at most: noise is not to be blown up. */
  private static final double MOST_STRETCH = 1.7;

  static {
    for (int i = 0; i < LINEAR.length; i++) {
      double value = i / 255.0;
      LINEAR[i] =
          (float) (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    for (int i = 0; i < GAMMA.length; i++) {
      double value = i / (GAMMA.length - 1.0);
      double coded = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
      GAMMA[i] = (byte) Math.round(255 * coded);
    }
    for (int i = 0; i < ROOT.length; i++) {
      double value = i / (ROOT.length - 1.0);
      ROOT[i] = (float) (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116.0);
    }
  }

  private LabColours() {}

  /**
   * The picture with the mean and deviation of colour that the reference has under the weights.
   *
   * @param weights one per pixel; pixels of weight 0 are left as they are
   * @param share 0 leaves the colours alone, 1 transfers them wholly
   */
  public static Image transferred(Image image, Image reference, float[] weights, double share) {
    float[] here = new float[3 * weights.length];
    float[] there = new float[3 * weights.length];
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        toLab(image.rgb(), here, 3 * i);
        toLab(reference.rgb(), there, 3 * i);
      }
    }
    float[] slopes = new float[3];
    float[] offsets = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      double[] from = moments(here, channel, weights);
      double[] to = moments(there, channel, weights);
      double ratio = to[1] / Math.max(0.5, from[1]);
      double slope = Math.max(1 / MOST_STRETCH, Math.min(MOST_STRETCH, ratio));
      slopes[channel] = (float) (1 + share * (slope - 1));
      double mean = from[0] + share * (to[0] - from[0]);
      offsets[channel] = (float) (mean - slopes[channel] * from[0]);
    }
    byte[] out = image.rgb().clone();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        for (int channel = 0; channel < 3; channel++) {
          int k = 3 * i + channel;
          here[k] = slopes[channel] * here[k] + offsets[channel];
        }
        toRgb(here, out, 3 * i);
      }
    }
    return new Image(image.width(), image.height(), out);
  }

  /** Three values from {@code at}: L* of 0 to 100, a* and b* of about −100 to 100. */
  static void toLab(byte[] rgb, float[] lab, int at) {
    float red = LINEAR[rgb[at] & 0xFF];
    float green = LINEAR[rgb[at + 1] & 0xFF];
    float blue = LINEAR[rgb[at + 2] & 0xFF];
    float x = root((0.4124564f * red + 0.3575761f * green + 0.1804375f * blue) / WHITE_X);
    float y = root(0.2126729f * red + 0.7151522f * green + 0.0721750f * blue);
    float z = root((0.0193339f * red + 0.1191920f * green + 0.9503041f * blue) / WHITE_Z);
    lab[at] = 116 * y - 16;
    lab[at + 1] = 500 * (x - y);
    lab[at + 2] = 200 * (y - z);
  }

  static void toRgb(float[] lab, byte[] rgb, int at) {
    float fy = (lab[at] + 16) / 116;
    float x = WHITE_X * cube(fy + lab[at + 1] / 500);
    float y = cube(fy);
    float z = WHITE_Z * cube(fy - lab[at + 2] / 200);
    rgb[at] = coded(3.2404542f * x - 1.5371385f * y - 0.4985314f * z);
    rgb[at + 1] = coded(-0.9692660f * x + 1.8760108f * y + 0.0415560f * z);
    rgb[at + 2] = coded(0.0556434f * x - 0.2040259f * y + 1.0572252f * z);
  }

  private static float root(float value) {
    float place = Math.max(0, Math.min(1, value)) * (ROOT.length - 1);
    int below = Math.min(ROOT.length - 2, (int) place);
    return ROOT[below] + (place - below) * (ROOT[below + 1] - ROOT[below]);
  }

  private static float cube(float value) {
    return value > 0.206893f ? value * value * value : (value - 16 / 116f) / 7.787f;
  }

  private static byte coded(float linear) {
    return GAMMA[(int) (Math.max(0, Math.min(1, linear)) * (GAMMA.length - 1) + 0.5f)];
  }

  private static double[] moments(float[] values, int channel, float[] weights) {
    double total = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < weights.length; i++) {
      double value = values[3 * i + channel];
      total += weights[i];
      sum += weights[i] * value;
      squares += weights[i] * value * value;
    }
    double mean = total == 0 ? 0 : sum / total;
    return new double[] {
      mean, total == 0 ? 0 : Math.sqrt(Math.max(0, squares / total - mean * mean))
    };
  }
}
