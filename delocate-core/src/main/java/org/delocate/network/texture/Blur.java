package org.delocate.network.texture;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Layers;

/**
 * A Gaussian blur of tensors, by OpenCV in the tensors' own memory: LibTorch's convolutions of
 * single channels take far longer, and so do products with matrices of weights, most of which are
 * 0.
 */
final class Blur {

  /** Pixels that a blur reaches. */
  private static final int REACH = 6;

  private Blur() {}

  /**
   * Blurs what lies within a border; what it takes from beyond the picture's own borders is
   * mirrored. No gradient flows through it.
   *
   * @param images {@code [B, C, V, V]}
   * @param border pixels along each side that are left out of the result
   * @param side of the result
   * @param deviation in pixels
   * @return {@code [B, C, side, side]}, fp32, on the same device
   */
  static Tensor of(Tensor images, long border, long side, double deviation) {
    Tensor whole = Layers.exact(images).cpu().contiguous();
    Tensor blurred = torch.empty(whole.size(0), whole.size(1), side, side);
    try (PointerScope scope = new PointerScope()) {
      FloatPointer from = new FloatPointer(whole.data_ptr());
      FloatPointer to = new FloatPointer(blurred.data_ptr());
      float[] shape = shape(deviation);
      Mat weights = new Mat(1, shape.length, opencv_core.CV_32F);
      new FloatPointer(weights.data()).put(shape);
      Rect within = new Rect((int) border, (int) border, (int) side, (int) side);
      Point middle = new Point(-1, -1);
      for (int i = 0; i < whole.size(0) * whole.size(1); i++) {
        // Of a part of a picture, the filter sees what is around it.
        Mat plane = new Mat(plane(from, whole.size(2), i), within);
        opencv_imgproc.sepFilter2D(
            plane,
            plane(to, side, i),
            opencv_core.CV_32F,
            weights,
            weights,
            middle,
            0,
            opencv_core.BORDER_REFLECT_101);
      }
    }
    return FaceTensors.onDeviceOf(images, blurred);
  }

  private static Mat plane(FloatPointer planes, long side, int index) {
    FloatPointer plane = new FloatPointer(planes).getPointer(side * side * index);
    return new Mat((int) side, (int) side, opencv_core.CV_32F, plane);
  }

  /** How much each pixel counts, from the farthest on one side to that on the other. */
  static float[] shape(double deviation) {
    double[] shape = new double[2 * REACH + 1];
    double sum = 0;
    for (int i = 0; i < shape.length; i++) {
      double at = (i - REACH) / deviation;
      shape[i] = Math.exp(-at * at / 2);
      sum += shape[i];
    }
    float[] shares = new float[shape.length];
    for (int i = 0; i < shape.length; i++) {
      shares[i] = (float) (shape[i] / sum);
    }
    return shares;
  }
}
