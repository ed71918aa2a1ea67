package org.delocate.forgery.change;

import java.util.random.RandomGenerator;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;

/**
 * A change of the fine detail, of the kinds that forged faces show: detail lost, made up, or
 * compressed once more.
 *
 * @param kind which
 * @param amount its strength, in the unit of the kind
 */
public record DetailChange(Kind kind, double amount) {

  enum Kind {
    /** As it is. */
    NONE,
    /** Smaller by this factor and back: the resolution of a face generator. */
    DOWNSCALED,
    /** Smoothed with this standard deviation in pixels: the softness of an autoencoder. */
    SMOOTHED,
    /** Sharpened by this much: what makes up for softness. */
    SHARPENED,
    /** Compressed as JPEG of this quality. */
    COMPRESSED
  }

  public static DetailChange random(RandomGenerator random) {
    double share = random.nextDouble();
    return switch (random.nextInt(10)) {
      case 0 -> new DetailChange(Kind.NONE, 0);
      case 1, 2, 3 -> new DetailChange(Kind.DOWNSCALED, 1.3 + 1.9 * share * share);
      case 4, 5, 6 -> new DetailChange(Kind.SMOOTHED, 0.6 + 1.2 * share * share);
      case 7, 8 -> new DetailChange(Kind.SHARPENED, 0.4 + 1.0 * share);
      default -> new DetailChange(Kind.COMPRESSED, 30 + 50 * share);
    };
  }

  public Image of(Image image) {
    return switch (kind) {
      case NONE -> image;
      case DOWNSCALED -> downscaled(image, amount);
      case SMOOTHED -> Pixels.blurred(image, amount);
      case SHARPENED -> Pixels.sharpened(image, 1.0, amount);
      case COMPRESSED -> ImageFiles.decode(ImageFiles.encodeJpeg(image, (int) Math.round(amount)));
    };
  }

  public static Image downscaled(Image image, double factor) {
    Image small =
        ImageFiles.resize(
            image,
            (int) Math.max(1, Math.round(image.width() / factor)),
            (int) Math.max(1, Math.round(image.height() / factor)));
    return ImageFiles.resize(small, image.width(), image.height());
  }
}
