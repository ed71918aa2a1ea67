package org.delocate.network.texture;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.align.MotionCompensation;
import org.delocate.network.input.FaceTensors;

/**
 * Motion compensation of tensors. Between the two libraries pixels stay in native memory: the way
 * through Java's takes as long as the compensation itself.
 */
final class CompensatedFaces {

  private CompensatedFaces() {}

  /**
   * Later frames, as if nothing had moved since the earlier ones.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param later {@code [B, 3, V, V]} in 0..1
   * @return {@code [B, 3, V, V]} in 0..1, in steps of 1/255, on the same device
   */
  static Tensor of(Tensor images, Tensor later) {
    Tensor now = bytes(images);
    Tensor next = bytes(later);
    Tensor back = torch.empty_like(now);
    MotionCompensation.compensate(pictures(now), pictures(next), pictures(back));
    return FaceTensors.onDeviceOf(images, FaceTensors.values(back));
  }

  private static Tensor bytes(Tensor images) {
    return images
        .cpu()
        .mul(new Scalar(255.0))
        .round_()
        .permute(0, 2, 3, 1)
        .to(torch.ScalarType.Byte)
        .contiguous();
  }

  /** Of {@code [B, V, V, 3]}; the memory is the tensor's, which has to be kept for as long. */
  private static List<Mat> pictures(Tensor bytes) {
    int side = (int) bytes.size(1);
    List<Mat> pictures = new ArrayList<>();
    Pointer data = bytes.data_ptr();
    for (int i = 0; i < bytes.size(0); i++) {
      BytePointer one = new BytePointer(data).getPointer(3L * side * side * i);
      pictures.add(new Mat(side, side, opencv_core.CV_8UC3, one));
    }
    return pictures;
  }
}
