package org.delocate.forgery.degrade;

import java.util.Objects;
import java.util.random.RandomGenerator;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * What happens to a picture of a training between the camera and us, by chance: colours changed,
 * blurred, resized, noise, compression. Applied to real and forged faces alike, so that a detector
 * cannot tell them apart by it, and does not rest on traces that the first upload removes. Leaves
 * every pixel in its place, so that masks stay true. One of a given name and strength is a {@link
 * Degradation}; a new kind goes to {@link NamedDegradations}, and from there into {@link #uploads}.
 * Immutable and safe for any number of threads.
 *
 * @param colour probability of a change of colour
 * @param blur probability of a blur of up to {@link #maximumBlur}
 * @param resize probability of a loss of resolution
 * @param noise probability of sensor noise
 * @param compression probability of a JPEG compression
 * @param video probability of a compression as an H.264 video of one frame
 * @param maximumBlur largest standard deviation in pixels
 * @param minimumResolution smallest side that resizing goes down to, as a fraction
 * @param maximumNoise largest standard deviation, of 255
 * @param minimumQuality lowest JPEG quality, 1 to 100
 * @param maximumQuality highest JPEG quality, 1 to 100
 * @param minimumBitsPerPixel of the strongest video compression
 * @param maximumBitsPerPixel of the weakest video compression
 * @param small probability that the face is smaller in its picture than networks see it: all that
 *     is above befalls it at that size, and then it is enlarged, as a crop is. Blocks and ringing
 *     of compression are larger then, too [ours]
 * @param minimumSize smallest side of such a face, as a fraction of the crop's
 * @param uploads which of the named degradations follow on all that, and how often
 */
public record TrainingDegradation(
    double colour,
    double blur,
    double resize,
    double noise,
    double compression,
    double video,
    double maximumBlur,
    double minimumResolution,
    double maximumNoise,
    int minimumQuality,
    int maximumQuality,
    double minimumBitsPerPixel,
    double maximumBitsPerPixel,
    double small,
    double minimumSize,
    Uploads uploads) {

  public TrainingDegradation {
    Objects.requireNonNull(uploads, "uploads");
    for (double probability :
        new double[] {colour, blur, resize, noise, compression, video, small}) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability of " + probability);
      }
    }
    if (!(minimumResolution > 0 && minimumResolution <= 1)
        || !(minimumSize > 0 && minimumSize <= 1)
        || !(maximumBlur >= 0)
        || !(maximumNoise >= 0)) {
      throw new IllegalArgumentException(
          "a resolution of "
              + minimumResolution
              + ", a size of "
              + minimumSize
              + ", blur of "
              + maximumBlur
              + " or noise of "
              + maximumNoise);
    }
    if (minimumQuality < 1 || maximumQuality < minimumQuality || maximumQuality > 100) {
      throw new IllegalArgumentException(
          "JPEG qualities from " + minimumQuality + " to " + maximumQuality);
    }
    if (!(minimumBitsPerPixel > 0) || !(maximumBitsPerPixel >= minimumBitsPerPixel)) {
      throw new IllegalArgumentException(
          "bits per pixel from " + minimumBitsPerPixel + " to " + maximumBitsPerPixel);
    }
  }

  /** What uploads commonly suffer. [ours] */
  public static TrainingDegradation standard() {
    return new TrainingDegradation(
        0.5, 0.2, 0.3, 0.3, 0.6, 0, 1.3, 0.4, 7, 30, 95, 0.02, 0.25, 0, 0.5, Uploads.none());
  }

  /** A picture of the same size, degraded by chance. */
  public Image degrade(Image image, RandomGenerator random) {
    // No draw where there is none to be made, so that equal seeds give what they gave before.
    if (small > 0 && random.nextDouble() < small) {
      double size = 1 - random.nextDouble() * (1 - minimumSize);
      // Even sides, which video needs.
      int width = 2 * (int) Math.max(1, Math.round(size * image.width() / 2));
      int height = 2 * (int) Math.max(1, Math.round(size * image.height() / 2));
      Image there = degradeAtItsSize(ImageFiles.resize(image, width, height), random);
      return ImageFiles.resize(there, image.width(), image.height());
    }
    return degradeAtItsSize(image, random);
  }

  private Image degradeAtItsSize(Image image, RandomGenerator random) {
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
    if (video > 0 && random.nextDouble() < video) {
      double share = random.nextDouble();
      // Evenly by ratio: from 0.04 to 0.02 loses as much as from 0.2 to 0.1.
      double bits =
          minimumBitsPerPixel * Math.pow(maximumBitsPerPixel / minimumBitsPerPixel, share);
      degraded = CodecDegradation.h264(bits).of(degraded, random);
    }
    return uploads.of(degraded, random);
  }
}
