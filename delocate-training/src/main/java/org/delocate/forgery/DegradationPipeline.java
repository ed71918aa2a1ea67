package org.delocate.forgery;

import java.util.random.RandomGenerator;
import org.delocate.media.Image;
import org.delocate.media.ImageFiles;

/**
 * What happens to a picture between the camera and us: colours changed, blurred, resized, noise,
 * compression. Applied to real and forged faces alike, so that a detector cannot tell them apart by
 * it, and does not rest on traces that the first upload removes. Leaves every pixel in its place,
 * so that masks stay true. Immutable and safe for any number of threads.
 *
 * @param colour probability of a change of colour
 * @param blur probability of a blur of up to {@link #maximumBlur}
 * @param resize probability of a loss of resolution
 * @param noise probability of sensor noise
 * @param compression probability of a JPEG compression
 * @param maximumBlur largest standard deviation in pixels
 * @param minimumResolution smallest side that resizing goes down to, as a fraction
 * @param maximumNoise largest standard deviation, of 255
 * @param minimumQuality lowest JPEG quality, 1 to 100
 * @param maximumQuality highest JPEG quality, 1 to 100
 */
public record DegradationPipeline(
    double colour,
    double blur,
    double resize,
    double noise,
    double compression,
    double maximumBlur,
    double minimumResolution,
    double maximumNoise,
    int minimumQuality,
    int maximumQuality) {

  public DegradationPipeline {
    for (double probability : new double[] {colour, blur, resize, noise, compression}) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability of " + probability);
      }
    }
    if (!(minimumResolution > 0 && minimumResolution <= 1)
        || !(maximumBlur >= 0)
        || !(maximumNoise >= 0)) {
      throw new IllegalArgumentException(
          "a resolution of "
              + minimumResolution
              + ", blur of "
              + maximumBlur
              + " or noise of "
              + maximumNoise);
    }
    if (minimumQuality < 1 || maximumQuality < minimumQuality || maximumQuality > 100) {
      throw new IllegalArgumentException(
          "JPEG qualities from " + minimumQuality + " to " + maximumQuality);
    }
  }

  /** What uploads commonly suffer. [ours] */
  public static DegradationPipeline standard() {
    return new DegradationPipeline(0.5, 0.2, 0.3, 0.3, 0.6, 1.3, 0.4, 7, 30, 95);
  }

  /** A picture of the same size, degraded by chance. */
  public Image degrade(Image image, RandomGenerator random) {
    Image degraded = image;
    if (random.nextDouble() < colour) {
      degraded = ColourChange.random(0.8, random).of(degraded);
    }
    if (random.nextDouble() < blur) {
      degraded = Pixels.blurred(degraded, Math.max(0.5, random.nextDouble() * maximumBlur));
    }
    if (random.nextDouble() < resize) {
      double resolution = 1 - random.nextDouble() * (1 - minimumResolution);
      degraded = DetailChange.downscaled(degraded, 1 / resolution);
    }
    if (random.nextDouble() < noise) {
      degraded = Pixels.noisy(degraded, random.nextDouble() * maximumNoise, random);
    }
    if (random.nextDouble() < compression) {
      int quality = random.nextInt(minimumQuality, maximumQuality + 1);
      degraded = ImageFiles.decode(ImageFiles.encodeJpeg(degraded, quality));
    }
    return degraded;
  }
}
