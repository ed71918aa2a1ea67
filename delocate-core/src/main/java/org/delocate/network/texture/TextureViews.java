package org.delocate.network.texture;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Layers;

/** The pictures that the texture network looks at, made of a face and of the frame after it. */
final class TextureViews {

  /** What differs between two frames is a few steps of 255. [ours] */
  private static final double MOTION_GAIN = 3;

  /** So is fine detail beside what is around it. [ours] */
  private static final double DETAIL_GAIN = 4;

  /** Deviation, in pixels of the crop, of the blur whose difference counts as detail. [ours] */
  private static final double DETAIL_SIZE = 1.5;

  /** Pixels that the blur reaches. */
  private static final int REACH = 6;

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

  /** Fine detail of the crop, in the resolution in which it came, around one half. */
  static Tensor detail(Tensor images, long side) {
    long border = (images.size(2) - side) / 2;
    Tensor fine = amplified(images.sub(blurred(images)), DETAIL_GAIN);
    return fine.narrow(2, border, side).narrow(3, border, side);
  }

  private static Tensor amplified(Tensor difference, double gain) {
    return difference
        .mul(new Scalar(gain))
        .add(new Scalar(0.5))
        .clamp_(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
  }

  /** A Gaussian blur, rows and columns apart; borders are mirrored. */
  private static Tensor blurred(Tensor images) {
    double[] shape = new double[2 * REACH + 1];
    double sum = 0;
    for (int i = 0; i < shape.length; i++) {
      double at = (i - REACH) / DETAIL_SIZE;
      shape[i] = Math.exp(-at * at / 2);
      sum += shape[i];
    }
    float[] kernel = new float[shape.length];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (shape[i] / sum);
    }
    long batch = images.size(0);
    long side = images.size(2);
    try (Precision.Scope exact = Precision.FP32.enter()) {
      Tensor planes = images.reshape(3 * batch, 1, side, side);
      Tensor mirrored = torch.reflection_pad2d(planes, REACH, REACH, REACH, REACH);
      Tensor weights =
          FaceTensors.onDeviceOf(images, FaceTensors.of(kernel, 1, 1, 1, kernel.length));
      Tensor rows = convolved(mirrored, weights);
      return convolved(rows, weights.transpose(2, 3)).reshape(batch, 3, side, side);
    }
  }

  private static Tensor convolved(Tensor planes, Tensor weights) {
    return torch.conv2d(
        planes,
        weights,
        new TensorOptional(),
        new long[] {1, 1},
        new long[] {0, 0},
        new long[] {1, 1},
        1);
  }
}
