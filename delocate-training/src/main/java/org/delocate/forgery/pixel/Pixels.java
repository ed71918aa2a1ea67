package org.delocate.forgery.pixel;

import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Plane;
import org.delocate.media.image.Image;

/** Arithmetic on whole pictures, in floats, rounded once at the end. */
public final class Pixels {

  private Pixels() {}

  /** Rounded to the nearest of 0 to 255. */
  public static byte clipped(float value) {
    return (byte) (int) Math.max(0f, Math.min(255f, value + 0.5f));
  }

  /** Smooths each channel. */
  public static Image blurred(Image image, double sigma) {
    if (sigma < 0.5) {
      return image;
    }
    byte[] out = new byte[image.rgb().length];
    for (int channel = 0; channel < 3; channel++) {
      float[] values = channel(image, channel).blurred(sigma).values();
      for (int i = 0; i < values.length; i++) {
        out[3 * i + channel] = clipped(values[i]);
      }
    }
    return new Image(image.width(), image.height(), out);
  }

  /** Adds a multiple of the difference to the smoothed picture: sharper, or softer if negative. */
  public static Image sharpened(Image image, double sigma, double amount) {
    Image smooth = blurred(image, Math.max(0.5, sigma));
    byte[] out = new byte[image.rgb().length];
    for (int i = 0; i < out.length; i++) {
      float here = image.rgb()[i] & 0xFF;
      out[i] = clipped(here + (float) amount * (here - (smooth.rgb()[i] & 0xFF)));
    }
    return new Image(image.width(), image.height(), out);
  }

  /**
   * {@code weight · over + (1 − weight) · under}; where the weight is 0, the pixel of {@code under}
   * itself.
   */
  public static Image blended(Image under, Image over, float[] weights, float ratio) {
    byte[] out = under.rgb().clone();
    for (int i = 0; i < weights.length; i++) {
      float weight = weights[i] * ratio;
      if (weight > 0) {
        for (int k = 3 * i; k < 3 * i + 3; k++) {
          float below = under.rgb()[k] & 0xFF;
          out[k] = clipped(below + weight * ((over.rgb()[k] & 0xFF) - below));
        }
      }
    }
    return new Image(under.width(), under.height(), out);
  }

  /**
   * The picture with a share of the other's light and shade: what both look like from afar.
   *
   * @param sigma standard deviation of the smoothing that tells light from detail, in pixels
   */
  public static Image lit(Image image, Image other, double sigma, double share) {
    return nearer(image, other, sigma, share, 0);
  }

  /**
   * The picture with a share of the other's detail in place of its own: what both look like from
   * near.
   *
   * @param sigma standard deviation of the smoothing that tells light from detail, in pixels
   */
  public static Image detailed(Image image, Image other, double sigma, double share) {
    return nearer(image, other, sigma, 0, share);
  }

  private static Image nearer(Image image, Image other, double sigma, double light, double detail) {
    if (light <= 0 && detail <= 0) {
      return image;
    }
    byte[] out = new byte[image.rgb().length];
    for (int channel = 0; channel < 3; channel++) {
      float[] change = new float[out.length / 3];
      for (int i = 0; i < change.length; i++) {
        int k = 3 * i + channel;
        change[i] = (other.rgb()[k] & 0xFF) - (image.rgb()[k] & 0xFF);
      }
      float[] smooth = new Plane(image.width(), image.height(), change).blurred(sigma).values();
      for (int i = 0; i < change.length; i++) {
        int k = 3 * i + channel;
        double step = light * smooth[i] + detail * (change[i] - smooth[i]);
        out[k] = clipped((image.rgb()[k] & 0xFF) + (float) step);
      }
    }
    return new Image(image.width(), image.height(), out);
  }

  /** The same noise in all channels by half, as sensors behind a colour filter have it. */
  public static Image noisy(Image image, double sigma, RandomGenerator random) {
    byte[] out = new byte[image.rgb().length];
    for (int i = 0; i < out.length; i += 3) {
      double shared = random.nextGaussian();
      for (int k = i; k < i + 3; k++) {
        double value = 0.75 * shared + 0.66 * random.nextGaussian();
        out[k] = clipped((float) ((image.rgb()[k] & 0xFF) + sigma * value));
      }
    }
    return new Image(image.width(), image.height(), out);
  }

  /** Mean absolute difference, of 255, weighted; 0 where all weights are 0. */
  public static double difference(Image a, Image b, float[] weights) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        int here = 0;
        for (int k = 3 * i; k < 3 * i + 3; k++) {
          here += Math.abs((a.rgb()[k] & 0xFF) - (b.rgb()[k] & 0xFF));
        }
        sum += weights[i] * here / 3.0;
        total += weights[i];
      }
    }
    return total == 0 ? 0 : sum / total;
  }

  public static Plane channel(Image image, int channel) {
    float[] values = new float[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.rgb()[3 * i + channel] & 0xFF;
    }
    return new Plane(image.width(), image.height(), values);
  }
}
