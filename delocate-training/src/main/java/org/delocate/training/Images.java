package org.delocate.training;

import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.media.Image;

/** Pictures and masks as tensors. */
final class Images {

  private Images() {}

  /**
   * @param images all of one size
   * @return {@code [B,3,H,W]}, 0 to 1, RGB, float, in memory of the engine's own
   */
  static Tensor tensor(List<Image> images) {
    int height = images.get(0).height();
    int width = images.get(0).width();
    int length = width * height * 3;
    try (BytePointer bytes = new BytePointer((long) images.size() * length)) {
      for (int i = 0; i < images.size(); i++) {
        byte[] rgb = images.get(i).rgb();
        if (rgb.length != length) {
          throw new IllegalArgumentException("pictures of different sizes in one batch");
        }
        bytes.position((long) i * length).put(rgb, 0, length);
      }
      bytes.position(0);
      Tensor view =
          torch.from_blob(
              bytes,
              new long[] {images.size(), height, width, 3},
              new org.bytedeco.pytorch.TensorOptions(torch.ScalarType.Byte));
      return view.permute(0, 3, 1, 2)
          .to(torch.ScalarType.Float)
          .div(new Scalar(255.0))
          .contiguous();
    }
  }

  /**
   * @param masks row by row, 0 to 1, all {@code size * size} long
   * @return {@code [B,1,S,S]}
   */
  static Tensor masks(List<float[]> masks, int size) {
    float[] joined = new float[masks.size() * size * size];
    for (int i = 0; i < masks.size(); i++) {
      System.arraycopy(masks.get(i), 0, joined, i * size * size, size * size);
    }
    return Tensor.create(joined, masks.size(), 1, size, size);
  }

  /** One picture of a batch {@code [B,3,H,W]}, clamped to 0 to 1. */
  static Image image(Tensor batch, long index) {
    Tensor bytes =
        batch
            .select(0, index)
            .detach()
            .clamp(
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(0.0)),
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(1.0)))
            .mul(new Scalar(255.0))
            .round()
            .permute(1, 2, 0)
            .to(torch.ScalarType.Byte)
            .contiguous();
    byte[] rgb = new byte[(int) bytes.numel()];
    new BytePointer(bytes.data_ptr()).capacity(rgb.length).get(rgb);
    return new Image((int) bytes.size(1), (int) bytes.size(0), rgb);
  }

  /** The values of a tensor, in the order of its shape. */
  static float[] floats(Tensor tensor) {
    Tensor plain = tensor.detach().to(torch.ScalarType.Float).contiguous();
    float[] values = new float[(int) plain.numel()];
    plain.data_ptr_float().capacity(values.length).get(values);
    return values;
  }
}
