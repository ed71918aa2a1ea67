package org.delocate.forgery.degrade;

import java.util.List;
import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.change.Looks;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;

/**
 * What people do to pictures of themselves without forging them, and what apps do for them: a
 * detector that calls it a forgery is wrong. Every pixel of the face stays in its place. All
 * lengths are fractions of the face's width [ours].
 */
public final class HonestEdits {

  private static final double FEATHER = 0.03;

  /** The head is larger than the hull of the landmarks, which ends below the hair. */
  private static final double HEAD = 1.3;

  /** Where stickers are stuck: forehead, cheeks, nose, chin, an eye. */
  private static final List<Integer> STUCK = List.of(151, 205, 425, 4, 152, 159);

  private HonestEdits() {}

  /**
   * The face with even skin, as beauty filters make it, its edges kept.
   *
   * @param level variations of the skin below this are mostly lost, in levels of 255
   */
  public static Image beautified(Image picture, Landmarks landmarks, double level) {
    double width = landmarks.bounds().width();
    Image smooth = Looks.smoothed(picture, Math.max(0.8, 0.025 * width), level);
    return Pixels.blended(picture, smooth, face(picture, landmarks, 1), 1);
  }

  /** The background out of focus, as calls show it; the head stays as it is. */
  public static Image backgroundBlurred(Image picture, Landmarks landmarks) {
    return backgroundBlurred(picture, landmarks, 0.08);
  }

  /**
   * The background out of focus; the head stays as it is.
   *
   * @param blur standard deviation
   */
  static Image backgroundBlurred(Image picture, Landmarks landmarks, double blur) {
    Image blurred = Pixels.blurred(picture, blur * landmarks.bounds().width());
    return Pixels.blended(blurred, picture, face(picture, landmarks, HEAD), 1);
  }

  /** A round sticker of one colour with a rim over a part of the face. */
  public static Image stickered(Image picture, Landmarks landmarks, RandomGenerator random) {
    return stickered(picture, landmarks, 0.14, random);
  }

  /**
   * A round sticker of one colour with a rim over a part of the face.
   *
   * @param size of its radius, give or take two sevenths
   */
  static Image stickered(Image picture, Landmarks landmarks, double size, RandomGenerator random) {
    double width = landmarks.bounds().width();
    int point = STUCK.get(random.nextInt(STUCK.size()));
    double radius = random.nextDouble(5 * size / 7, 9 * size / 7) * width;
    float[] colour = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
    byte[] out = picture.rgb().clone();
    for (int i = 0; i < out.length / 3; i++) {
      double dx = i % picture.width() - landmarks.x(point);
      int row = i / picture.width();
      double dy = row - landmarks.y(point);
      double inside = radius + 0.5 - Math.hypot(dx, dy);
      float cover = (float) Math.max(0, Math.min(1, inside));
      float ink = inside < 0.15 * radius ? 0.4f : 1;
      for (int channel = 0; channel < 3; channel++) {
        float under = out[3 * i + channel] & 0xFF;
        out[3 * i + channel] = Pixels.clipped(under + cover * (ink * colour[channel] - under));
      }
    }
    return new Image(picture.width(), picture.height(), out);
  }

  /** Weights of the face's hull, larger by a factor about its middle, with soft borders. */
  private static float[] face(Image picture, Landmarks landmarks, double factor) {
    Box box = landmarks.bounds();
    float[] xy = landmarks.xy().clone();
    for (int i = 0; i < xy.length; i++) {
      double centre = i % 2 == 0 ? box.centerX() : box.centerY();
      xy[i] = (float) (centre + factor * (xy[i] - centre));
    }
    return Region.hull(xy, picture.width(), picture.height())
        .toPlane()
        .blurred(FEATHER * box.width())
        .values();
  }
}
