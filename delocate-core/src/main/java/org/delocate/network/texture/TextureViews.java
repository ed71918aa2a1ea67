package org.delocate.network.texture;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.layer.Layers;

/** The pictures that the texture network looks at, made of a face and of the frame after it. */
public final class TextureViews {

  /** What differs between two frames is a few steps of 255. [ours] */
  public static final double MOTION_GAIN = 3;

  /** So is fine detail beside what is around it. [ours] */
  public static final double DETAIL_GAIN = 4;

  /** Deviation, in pixels of the crop, of the blur whose difference counts as detail. [ours] */
  public static final double DETAIL_SIZE = 1.5;

  /** What motion does not explain, at a contrast of one. [ours] */
  public static final double RESIDUAL_GAIN = 0.15;

  /** Deviation, in pixels, of the blurs that measure contrast. [ours] */
  public static final double CONTRAST_SIZE = 2;

  /** Contrast of a plain surface: what is left there is noise of the camera. [ours] */
  public static final double LEAST_CONTRAST = 0.01;

  private TextureViews() {}

  /**
   * All that is around the face, in the crop's resolution, {@code [B, 3, V, V] -> [B, 3, S, S]}.
   */
  static Tensor wide(Tensor images, long side) {
    return images.size(2) == side ? images : Layers.enlarge(images, side, side);
  }

  /** What moves until the next frame, around one half, as {@link #wide} shows it. */
  static Tensor motion(Tensor images, Tensor later, long side) {
    return wide(amplified(later.sub(images), MOTION_GAIN), side);
  }

  /**
   * What differs until the next frame when motion is taken out, in proportion to the contrast that
   * is there, around one half, as {@link #wide} shows it. Sharp edges leave most, in real videos,
   * too: what tells forgeries is how much more or less is left than the place lets expect.
   *
   * @param back the next frame as if nothing had moved
   */
  static Tensor residual(Tensor images, Tensor back, long side) {
    return wide(amplified(back.sub(images).div(contrast(images)), RESIDUAL_GAIN), side);
  }

  /** How much pixels differ from what is around them, {@code [B, 3, V, V] -> [B, 1, V, V]}. */
  private static Tensor contrast(Tensor images) {
    long side = images.size(2);
    Tensor fine = images.sub(Blur.of(images, 0, side, CONTRAST_SIZE)).abs();
    Tensor mean = fine.mean(new long[] {1}, true, new ScalarTypeOptional());
    return Blur.of(mean, 0, side, CONTRAST_SIZE).add(new Scalar(LEAST_CONTRAST));
  }

  /** Fine detail of the crop, in the resolution in which it came, around one half. */
  static Tensor detail(Tensor images, long side) {
    long border = (images.size(2) - side) / 2;
    Tensor crops = images.narrow(2, border, side).narrow(3, border, side);
    return amplified(crops.sub(Blur.of(images, border, side, DETAIL_SIZE)), DETAIL_GAIN);
  }

  private static Tensor amplified(Tensor difference, double gain) {
    return difference
        .mul(new Scalar(gain))
        .add(new Scalar(0.5))
        .clamp_(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
  }

  /**
   * How much each of {@code whole} pixels along a side counts for one of {@code side}, once
   * blurred: the blur as a product with a matrix.
   *
   * @param border pixels of the whole before the first of {@code side}
   * @param deviation of the blur in pixels
   * @return {@code [side, whole]}, row by row
   */
  public static float[] blur(int whole, int border, int side, double deviation) {
    float[] shape = Blur.shape(deviation);
    float[] weights = new float[side * whole];
    for (int row = 0; row < side; row++) {
      for (int i = 0; i < shape.length; i++) {
        int at = Math.abs(border + row + i - shape.length / 2);
        int mirrored = at < whole ? at : 2 * (whole - 1) - at;
        weights[row * whole + mirrored] += shape[i];
      }
    }
    return weights;
  }
}
