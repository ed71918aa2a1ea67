package org.delocate.face.align;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import org.delocate.setting.Setting;

/**
 * How a face lies in its crop. Stored in a checkpoint's card, so that detection crops as training
 * did.
 *
 * <p>A similarity transform (least squares) sends the mean of each eye's contour and the two mouth
 * corners to the places given here, as fractions of the crop's side. Pixels beyond the frame's
 * border are mirrored. The default keeps the whole face from above the brows to the chin of a
 * frontal face, and little else: the forged region is inside, and few crops need pixels that the
 * frame does not have [ours].
 */
public record CropConvention(
    @Setting(source = RUN, value = "identifies the convention, such as delocate-v1") String name,
    @Setting(
            source = OURS,
            min = LEAST_SIZE,
            max = MOST_SIZE,
            value = "side of the square crop in pixels")
        int size,
    @Setting(source = OURS, max = 1, value = "between the eye centres, fraction of the side")
        double eyeDistance,
    @Setting(source = OURS, max = 1, value = "y of the eye centres, fraction of the side")
        double eyeLine,
    @Setting(source = OURS, max = 1, value = "y of the mouth corners, fraction of the side")
        double mouthLine,
    @Setting(source = OURS, max = 1, value = "between the mouth corners, fraction of the side")
        double mouthWidth) {

  private static final int LEAST_SIZE = 32;
  private static final int MOST_SIZE = 1024;

  public CropConvention {
    if (size < LEAST_SIZE || size > MOST_SIZE) {
      throw new IllegalArgumentException(
          "crop size " + size + " is not within " + LEAST_SIZE + " to " + MOST_SIZE);
    }
    if (!(eyeDistance > 0
        && eyeDistance < 1
        && eyeLine > 0
        && mouthLine > eyeLine
        && mouthLine < 1)) {
      throw new IllegalArgumentException("eyes and mouth do not lie inside the crop");
    }
  }

  /** The convention of the shipped checkpoints, at a crop size of one's own. */
  public static CropConvention standard(int size) {
    return new CropConvention("delocate-v1", size, 0.38, 0.32, 0.72, 0.30);
  }

  /**
   * The same scale in pixels per face, with a border of {@code margin} pixels more on every side:
   * what the store keeps, so that training can shift and turn a crop without inventing pixels.
   */
  public CropConvention withMargin(int margin) {
    double wider = size + 2.0 * margin;
    return new CropConvention(
        name + "+" + margin,
        size + 2 * margin,
        eyeDistance * size / wider,
        (eyeLine * size + margin) / wider,
        (mouthLine * size + margin) / wider,
        mouthWidth * size / wider);
  }
}
