package org.delocate.forgery.change;

import java.util.random.RandomGenerator;
import org.delocate.forgery.pixel.FloatImage;
import org.delocate.forgery.pixel.Resampling;

/**
 * The way of a picture through a generator and into a video, by sizes alone: shrunk to what the
 * generator sees, made twice as large by a plain or learnt layer, sharpened to please, and scaled
 * to the size at which it is shown. The layer leaves a weak lattice, as strides that do not divide
 * their kernels do (Odena et al., "Deconvolution and Checkerboard Artifacts", Distill 2016).
 *
 * <p>Unlike in {@link GeneratorTrace}, whose lattice is that of the picture's own pixels, the last
 * scaling comes after the lattice, so that its period is no whole number of pixels; and no detail
 * is given back: what was lost on the way stays lost [ours].
 *
 * @param factor of how many times fewer pixels along a side the generator sees, 1 or more
 * @param shrinking how the picture is made small
 * @param growing how the generator makes it twice as large
 * @param showing how the result is scaled to the picture's size
 * @param sharpness share of the detail that is added once more; softer if negative
 * @param lattice gains of a block of {@value #BLOCK} × {@value #BLOCK} pixels and three channels
 */
public record GeneratorChain(
    double factor,
    Resampling shrinking,
    Resampling growing,
    Resampling showing,
    float sharpness,
    float[] lattice) {

  private static final int BLOCK = 2;

  private static final Resampling[] SHRINKING = {
    Resampling.AREA, Resampling.AREA, Resampling.LANCZOS, Resampling.LINEAR, Resampling.CUBIC
  };
  private static final Resampling[] GROWING = {
    Resampling.NEAREST, Resampling.LINEAR, Resampling.CUBIC, Resampling.LANCZOS
  };
  private static final Resampling[] SHOWING = {
    Resampling.LINEAR, Resampling.CUBIC, Resampling.LANCZOS, Resampling.AREA
  };

  /** Plain layers of nearest neighbours are followed by learnt ones that smooth the steps. */
  private static final float SMOOTHED_STEPS = -0.6f;

  /**
   * A chain by chance.
   *
   * @param least least factor
   * @param most greatest factor; all between are as likely by their ratio
   */
  public static GeneratorChain random(double least, double most, RandomGenerator random) {
    double factor = least * Math.pow(most / least, random.nextDouble());
    Resampling shrinking = SHRINKING[random.nextInt(SHRINKING.length)];
    Resampling growing = GROWING[random.nextInt(GROWING.length)];
    Resampling showing = SHOWING[random.nextInt(SHOWING.length)];
    float sharpness = random.nextFloat(0.8f);
    // Squares: weak lattices more often than plain ones.
    double strength = 0.02 * Math.pow(random.nextDouble(), 2);
    return new GeneratorChain(
        factor, shrinking, growing, showing, sharpness, lattice(strength, random));
  }

  /** Rows and columns that overlap once and twice in turn, mostly learnt away. */
  private static float[] lattice(double strength, RandomGenerator random) {
    double right = random.nextBoolean() ? 1 : -1;
    double down = random.nextBoolean() ? 1 : -1;
    float[] gains = new float[BLOCK * BLOCK * FloatImage.CHANNELS];
    for (int i = 0; i < gains.length; i++) {
      int place = i / FloatImage.CHANNELS;
      double across = place % BLOCK == 0 ? right : -right;
      double along = place / BLOCK == 0 ? down : -down;
      double own = random.nextDouble(0.6, 1.4);
      gains[i] = (float) (1 + strength * own * (across + along + across * along / 3) / 2);
    }
    return gains;
  }

  /** The picture as it comes out; of the same size. */
  public FloatImage of(FloatImage image) {
    int width = Math.max(1, (int) Math.round(image.width() / factor));
    int height = Math.max(1, (int) Math.round(image.height() / factor));
    FloatImage few = shrinking.resized(image, width, height);
    FloatImage made = growing.resized(few, BLOCK * width, BLOCK * height);
    if (growing == Resampling.NEAREST) {
      made = made.sharpened(SMOOTHED_STEPS);
    }
    imprint(made);
    return showing.resized(made, image.width(), image.height()).sharpened(sharpness);
  }

  private void imprint(FloatImage made) {
    float[] values = made.rgb();
    int row = FloatImage.CHANNELS * made.width();
    int block = FloatImage.CHANNELS * BLOCK;
    for (int y = 0; y < made.height(); y++) {
      int of = y % BLOCK * block;
      for (int k = 0; k < row; k += block) {
        for (int i = 0; i < block; i++) {
          values[y * row + k + i] *= lattice[of + i];
        }
      }
    }
  }
}
