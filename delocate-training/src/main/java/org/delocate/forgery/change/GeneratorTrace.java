package org.delocate.forgery.change;

import java.util.random.RandomGenerator;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * What the last layers of a face generator leave in its pictures: made from fewer pixels by learnt
 * up-sampling, whose kernel has other weights for every place within a block, and given the fine
 * detail that is missing then. A weak lattice of that block stays, and detail that is a little more
 * or less than a camera's (Odena et al., "Deconvolution and Checkerboard Artifacts", Distill 2016;
 * imitated on real pictures by Zhang, Karaman and Chang, "Detecting and Simulating Artifacts in GAN
 * Fake Images", WIFS 2019).
 *
 * @param factor side of a block in pixels: of how many times fewer pixels the picture is made
 * @param kernels 3 × 3 weights over the few pixels, for every place of a block and every channel
 * @param detail share of what the few pixels do not hold that is given back; above 1 more than all
 */
public record GeneratorTrace(int factor, float[][][] kernels, double detail) {

  private static final int CHANNELS = 3;
  private static final int TAPS = 9;

  /** Traces by chance, from hardly any to plain ones. */
  public static GeneratorTrace random(RandomGenerator random) {
    int factor = random.nextDouble() < 0.75 ? 2 : 4;
    // Squares: weak traces more often than plain ones.
    double unequal = 0.02 * Math.pow(random.nextDouble(), 2);
    double rough = 0.05 * Math.pow(random.nextDouble(), 2);
    float[][][] kernels = new float[factor * factor][CHANNELS][];
    for (int place = 0; place < kernels.length; place++) {
      double gain = 1 + unequal * random.nextGaussian();
      for (int channel = 0; channel < CHANNELS; channel++) {
        double own = gain + 0.3 * unequal * random.nextGaussian();
        kernels[place][channel] =
            kernel(offset(place % factor, factor), offset(place / factor, factor), own);
        for (int tap = 0; tap < TAPS; tap++) {
          // Neighbours more than their own sum: the weights of a kernel change, not its gain.
          double change = rough * random.nextGaussian();
          kernels[place][channel][tap] += (float) change;
          kernels[place][channel][(tap + 4) % TAPS] -= (float) change;
        }
      }
    }
    double detail = factor == 2 ? random.nextDouble(0.2, 1.8) : random.nextDouble(0.5, 1.5);
    return new GeneratorTrace(factor, kernels, detail);
  }

  /** Of a place in a block, how far it lies from the block's middle, in blocks. */
  private static double offset(int at, int factor) {
    return (at + 0.5) / factor - 0.5;
  }

  /** Bilinear weights over the 3 × 3 neighbours, times a gain. */
  private static float[] kernel(double right, double down, double gain) {
    float[] weights = new float[TAPS];
    for (int tap = 0; tap < TAPS; tap++) {
      double across = Math.max(0, 1 - Math.abs(tap % 3 - 1 - right));
      double along = Math.max(0, 1 - Math.abs(tap / 3 - 1 - down));
      weights[tap] = (float) (gain * across * along);
    }
    return weights;
  }

  /** The picture as such a generator would have made it; of the same size. */
  public Image of(Image image) {
    int width = (image.width() + factor - 1) / factor;
    int height = (image.height() + factor - 1) / factor;
    Image few = ImageFiles.resize(image, width, height);
    Image plain = ImageFiles.resize(few, image.width(), image.height());
    byte[] out = new byte[image.rgb().length];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        float[][] kernel = kernels[y % factor * factor + x % factor];
        int column = Math.min(width - 1, x / factor);
        int row = Math.min(height - 1, y / factor);
        for (int channel = 0; channel < CHANNELS; channel++) {
          int k = CHANNELS * (y * image.width() + x) + channel;
          float missing = (image.rgb()[k] & 0xFF) - (plain.rgb()[k] & 0xFF);
          float made = convolved(few, column, row, channel, kernel[channel]);
          out[k] = Pixels.clipped(made + (float) detail * missing);
        }
      }
    }
    return new Image(image.width(), image.height(), out);
  }

  private static float convolved(Image few, int column, int row, int channel, float[] kernel) {
    float sum = 0;
    for (int tap = 0; tap < TAPS; tap++) {
      int x = Math.max(0, Math.min(few.width() - 1, column + tap % 3 - 1));
      int y = Math.max(0, Math.min(few.height() - 1, row + tap / 3 - 1));
      sum += kernel[tap] * (few.rgb()[CHANNELS * (y * few.width() + x) + channel] & 0xFF);
    }
    return sum;
  }
}
