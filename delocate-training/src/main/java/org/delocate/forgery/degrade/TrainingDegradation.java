package org.delocate.forgery.degrade;

import static org.delocate.setting.Source.OURS;

import java.util.random.RandomGenerator;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.change.DetailChange;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;

/**
 * What happens to a picture of a training between the camera and us, by chance: colours changed,
 * blurred, resized, noise, compression. Applied to real and forged faces alike, so that a detector
 * cannot tell them apart by it, and does not rest on traces that the first upload removes. Leaves
 * every pixel in its place, so that masks stay true. One of a given name and strength is a {@link
 * Degradation}; a new kind goes to {@link NamedDegradations}, and from there into {@link Uploads}.
 * Immutable and safe for any number of threads.
 *
 * @param chances of each step
 * @param limits how strong each step is at most
 * @param uploads which of the named degradations follow on all that, and how often
 */
public record TrainingDegradation(@Flat Chances chances, @Flat Limits limits, Uploads uploads) {

  /** How likely each step is, in the order of the steps. */
  public record Chances(
      @Setting(source = OURS, max = 1, value = "probability of a change of colour") double colour,
      @Setting(source = OURS, max = 1, value = "probability of a blur of up to maximumBlur")
          double blur,
      @Setting(source = OURS, max = 1, value = "probability of a loss of resolution") double resize,
      @Setting(source = OURS, max = 1, value = "probability of sensor noise") double noise,
      @Setting(source = OURS, max = 1, value = "probability of a JPEG compression")
          double compression,
      @Setting(
              source = OURS,
              max = 1,
              value = "probability of a compression as an H.264 video of one frame")
          double video) {}

  /** How strong each step is at most. */
  public record Limits(
      @Setting(source = OURS, max = 100, value = "largest standard deviation of a blur in pixels")
          double maximumBlur,
      @Setting(
              source = OURS,
              min = 1e-3,
              max = 1,
              value = "smallest side that resizing goes down to, as a fraction")
          double minimumResolution,
      @Setting(source = OURS, max = 255, value = "largest standard deviation of noise, of 255")
          double maximumNoise,
      @Setting(source = OURS, min = 1, max = 100, value = "lowest JPEG quality") int minimumQuality,
      @Setting(source = OURS, min = 1, max = 100, value = "highest JPEG quality")
          int maximumQuality,
      @Setting(
              source = OURS,
              min = 1e-6,
              max = 24,
              value = "bits per pixel of the strongest video compression")
          double minimumBitsPerPixel,
      @Setting(
              source = OURS,
              min = 1e-6,
              max = 24,
              value = "bits per pixel of the weakest video compression")
          double maximumBitsPerPixel) {

    public Limits {
      if (minimumQuality > maximumQuality) {
        throw new IllegalArgumentException(
            "JPEG qualities from " + minimumQuality + " to " + maximumQuality);
      }
      if (minimumBitsPerPixel > maximumBitsPerPixel) {
        throw new IllegalArgumentException(
            "bits per pixel from " + minimumBitsPerPixel + " to " + maximumBitsPerPixel);
      }
    }
  }

  /** What uploads commonly suffer. [ours] */
  public static TrainingDegradation standard() {
    return new TrainingDegradation(
        new Chances(0.5, 0.2, 0.3, 0.3, 0.6, 0),
        new Limits(1.3, 0.4, 7, 30, 95, 0.02, 0.25),
        Uploads.none());
  }

  /** A picture of the same size, degraded by chance. */
  public Image degrade(Image image, RandomGenerator random) {
    Image degraded = image;
    if (random.nextDouble() < chances.colour()) {
      degraded = ColourChange.random(0.8, random).of(degraded);
    }
    if (random.nextDouble() < chances.blur()) {
      degraded =
          Pixels.blurred(degraded, Math.max(0.5, random.nextDouble() * limits.maximumBlur()));
    }
    if (random.nextDouble() < chances.resize()) {
      double resolution = 1 - random.nextDouble() * (1 - limits.minimumResolution());
      degraded = DetailChange.downscaled(degraded, 1 / resolution);
    }
    if (random.nextDouble() < chances.noise()) {
      degraded = Pixels.noisy(degraded, random.nextDouble() * limits.maximumNoise(), random);
    }
    if (random.nextDouble() < chances.compression()) {
      int quality = random.nextInt(limits.minimumQuality(), limits.maximumQuality() + 1);
      degraded = ImageFiles.decode(ImageFiles.encodeJpeg(degraded, quality));
    }
    // No draw where there is none to be made, so that equal seeds give what they gave before.
    if (chances.video() > 0 && random.nextDouble() < chances.video()) {
      double share = random.nextDouble();
      // Evenly by ratio: from 0.04 to 0.02 loses as much as from 0.2 to 0.1.
      double bits =
          limits.minimumBitsPerPixel()
              * Math.pow(limits.maximumBitsPerPixel() / limits.minimumBitsPerPixel(), share);
      degraded = CodecDegradation.h264(bits).of(degraded, random);
    }
    return uploads.of(degraded, random);
  }
}
