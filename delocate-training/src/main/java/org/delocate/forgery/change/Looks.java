package org.delocate.forgery.change;

import org.delocate.dataset.mask.Plane;
import org.delocate.forgery.pixel.FloatImage;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.pixel.Resampling;
import org.delocate.media.image.Image;

/** Changes of a whole picture's look that apps and platforms offer or make by mistake. */
public final class Looks {

  private static final int CHANNELS = 3;

  private Looks() {}

  /**
   * Skin without pores: what varies less than a level is evened out, stronger edges stay (He, Sun
   * and Tang, "Guided Image Filtering", ECCV 2010, with the picture as its own guide).
   *
   * @param sigma how far neighbours count, in pixels
   * @param level of 255: half of a variation of that much is lost
   */
  public static Image smoothed(Image image, double sigma, double level) {
    byte[] out = new byte[image.rgb().length];
    for (int channel = 0; channel < CHANNELS; channel++) {
      Plane values = Pixels.channel(image, channel);
      float[] squares = values.values().clone();
      for (int i = 0; i < squares.length; i++) {
        squares[i] *= squares[i];
      }
      float[] means = values.blurred(sigma).values();
      float[] meanSquares =
          new Plane(image.width(), image.height(), squares).blurred(sigma).values();
      for (int i = 0; i < means.length; i++) {
        double variance = Math.max(0, meanSquares[i] - (double) means[i] * means[i]);
        double kept = variance / (variance + level * level);
        out[CHANNELS * i + channel] =
            Pixels.clipped((float) (means[i] + kept * (values.values()[i] - means[i])));
      }
    }
    return new Image(image.width(), image.height(), out);
  }

  /**
   * A colour filter: more contrast and saturation, and warm or cold light.
   *
   * @param share of the filter, 0 for none
   */
  public static ColourChange filter(double share, boolean warm) {
    double red = warm ? 1.08 : 0.92;
    ColourChange light =
        new ColourChange(
            new float[] {(float) red, 0, 0, 0, 1, 0, 0, 0, (float) (2 - red)}, new float[3]);
    ColourChange full =
        ColourChange.contrasted(1.15, 6)
            .after(ColourChange.saturatedAndTurned(1.3, 0))
            .after(light);
    float[] matrix = full.matrix().clone();
    float[] offset = full.offset().clone();
    for (int i = 0; i < matrix.length; i++) {
      float none = i % 4 == 0 ? 1 : 0;
      matrix[i] = (float) (none + share * (matrix[i] - none));
    }
    for (int i = 0; i < offset.length; i++) {
      offset[i] *= (float) share;
    }
    return new ColourChange(matrix, offset);
  }

  /**
   * A range of levels mistaken for the other one: 0 to 255 shown as 16 to 235, or the other way
   * round, which cuts off what is darkest and lightest.
   *
   * @param times how often; between whole numbers partly
   */
  public static ColourChange range(double times, boolean narrowed) {
    double slope = Math.pow(narrowed ? 219.0 / 255 : 255.0 / 219, times);
    // 16 and 235 are not quite symmetric about the middle; where the two ranges meet stays.
    double fixed = 16 / (1 - 219.0 / 255);
    float lift = (float) (fixed * (1 - slope));
    float by = (float) slope;
    return new ColourChange(
        new float[] {by, 0, 0, 0, by, 0, 0, 0, by}, new float[] {lift, lift, lift});
  }

  /**
   * Made larger than it was seen by an up-scaler, and sharpened, as players and phones do.
   *
   * @param factor of how many times fewer pixels along a side it was
   */
  public static Image upscaled(Image image, double factor, double sharpness) {
    FloatImage whole = FloatImage.of(image);
    FloatImage small =
        Resampling.AREA.resized(
            whole,
            (int) Math.max(1, Math.round(image.width() / factor)),
            (int) Math.max(1, Math.round(image.height() / factor)));
    return Resampling.LANCZOS
        .resized(small, image.width(), image.height())
        .sharpened((float) sharpness)
        .toImage();
  }

  /** Shown larger on a screen, by a factor, and captured at the picture's size. */
  public static Image shown(Image image, double factor) {
    FloatImage shown =
        Resampling.CUBIC.resized(
            FloatImage.of(image),
            (int) Math.round(image.width() * factor),
            (int) Math.round(image.height() * factor));
    return Resampling.LINEAR.resized(shown, image.width(), image.height()).toImage();
  }
}
