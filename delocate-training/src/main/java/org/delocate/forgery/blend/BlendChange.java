package org.delocate.forgery.blend;

import java.util.random.RandomGenerator;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.pixel.FloatImage;
import org.delocate.forgery.pixel.Resampling;
import org.delocate.media.image.Image;

/**
 * What happens to one of the two pictures of a self-blended face, so that they differ: another
 * colour, and detail lost or overdone. The ranges are those of Shiohara and Yamasaki (CVPR 2022);
 * their shift of hue, saturation and value by up to 0.3 is of 255 levels and changes nothing, so
 * that ours of hue and saturation is another one [ours].
 *
 * <p>Theirs befall pictures for networks that see 380 pixels. In smaller pictures, in which a pixel
 * is more of the face, factors and shares are smaller by as much [ours].
 *
 * @param colour of every pixel
 * @param downscaled of how many times fewer pixels along a side the picture is made; 0 if it is
 *     sharpened
 * @param sharpened share of a high-pass that is added; 0 if it is scaled down
 * @param lightness of the sharpened share; below 1 it is darker than the picture
 */
public record BlendChange(
    ColourChange colour, double downscaled, double sharpened, double lightness) {

  /** Below this, next to nothing is lost. */
  private static final double LEAST_FACTOR = 1.25;

  /** Pixels that their networks see along a side. */
  private static final double SIDE = 380;

  public static BlendChange random(RandomGenerator random) {
    boolean shifted = random.nextDouble() < 0.3;
    double red = random.nextDouble(-20, 20);
    double green = random.nextDouble(-20, 20);
    double blue = random.nextDouble(-20, 20);
    double hue = random.nextDouble(-0.06, 0.06);
    double saturation = 1 + random.nextDouble(-0.12, 0.12);
    double brightness = random.nextDouble(-0.1, 0.1) * 255;
    double contrast = 1 + random.nextDouble(-0.1, 0.1);
    ColourChange colour = ColourChange.saturatedAndTurned(saturation, hue);
    if (shifted) {
      colour = colour.after(ColourChange.shifted(red, green, blue));
    }
    // About black, as theirs: a weaker contrast is a darker picture.
    ColourChange slope =
        new ColourChange(
            new float[] {(float) contrast, 0, 0, 0, (float) contrast, 0, 0, 0, (float) contrast},
            new float[] {(float) brightness, (float) brightness, (float) brightness});
    boolean scaled = random.nextBoolean();
    double factor = random.nextBoolean() ? 2 : 4;
    double amount = random.nextDouble(0.2, 0.5);
    double lightness = random.nextDouble(0.5, 1);
    return new BlendChange(
        slope.after(colour), scaled ? factor : 0, scaled ? 0 : amount, lightness);
  }

  /**
   * The picture, changed; of the same size.
   *
   * @param faceWidth in pixels
   */
  public Image of(Image image, double faceWidth) {
    FloatImage changed = FloatImage.of(colour.of(image));
    double size = Math.min(1, FeatheredMask.FACE_WIDTHS * faceWidth / SIDE);
    if (downscaled > 0) {
      double factor = Math.max(LEAST_FACTOR, size * downscaled);
      int width = (int) Math.max(1, Math.round(image.width() / factor));
      int height = (int) Math.max(1, Math.round(image.height() / factor));
      FloatImage small = Resampling.NEAREST.resized(changed, width, height);
      changed = Resampling.LINEAR.resized(small, image.width(), image.height());
    } else {
      changed = withEdges(changed, size * sharpened);
    }
    return changed.toImage();
  }

  /** A share of the picture replaced by one with all differences to the eight neighbours added. */
  private FloatImage withEdges(FloatImage image, double share) {
    float[] in = image.rgb();
    float[] out = in.clone();
    int step = FloatImage.CHANNELS;
    int row = step * image.width();
    float middle = (float) (1 - share + share * (8 + lightness));
    float beside = (float) -share;
    for (int y = 1; y < image.height() - 1; y++) {
      for (int k = y * row + step; k < (y + 1) * row - step; k++) {
        float around =
            in[k - row - step]
                + in[k - row]
                + in[k - row + step]
                + in[k - step]
                + in[k + step]
                + in[k + row - step]
                + in[k + row]
                + in[k + row + step];
        out[k] = middle * in[k] + beside * around;
      }
    }
    return new FloatImage(image.width(), image.height(), out);
  }
}
