package org.delocate.network.input;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FacialPart;
import org.delocate.face.region.FacialRegions;
import org.delocate.media.image.Image;

/** Between Java's faces and the networks' tensors. */
public final class FaceTensors {

  private FaceTensors() {}

  /**
   * Pictures as the networks take them. Native memory: call inside a {@code PointerScope}.
   *
   * @param images at least one, squares of the same size
   * @return {@code [B, 3, S, S]} in 0..1
   * @throws IllegalArgumentException if sizes differ
   */
  public static Tensor images(List<Image> images) {
    return values(bytes(images));
  }

  /**
   * The bytes of pictures, a quarter of what {@link #images} weighs on its way to a GPU.
   *
   * @param images at least one, squares of the same size
   * @return {@code [B, S, S, 3]} of uint8
   * @throws IllegalArgumentException if sizes differ
   */
  public static Tensor bytes(List<Image> images) {
    int side = images.get(0).width();
    int size = 3 * side * side;
    Tensor bytes =
        torch.empty(
            new long[] {images.size(), side, side, 3},
            new TensorOptions(torch.ScalarType.Byte),
            new MemoryFormatOptional());
    try (Pointer all = bytes.data_ptr();
        BytePointer one = new BytePointer(all)) {
      for (int i = 0; i < images.size(); i++) {
        Image image = images.get(i);
        if (image.width() != side || image.height() != side) {
          throw new IllegalArgumentException(
              "a crop of " + image.width() + "×" + image.height() + " among those of side " + side);
        }
        one.position((long) i * size).put(image.rgb(), 0, size);
      }
    }
    return bytes;
  }

  /**
   * What {@link #bytes} gave, as the networks take it.
   *
   * @param bytes {@code [B, S, S, 3]} of uint8
   * @return {@code [B, 3, S, S]} in 0..1, on the same device
   */
  public static Tensor values(Tensor bytes) {
    return bytes
        .permute(0, 3, 1, 2)
        .contiguous()
        .to(torch.ScalarType.Float)
        .div_(new Scalar(255.0));
  }

  /**
   * A tensor of values that lie in Java, copied as one block: {@code Tensor.create} puts each value
   * by itself.
   *
   * @param values in the order of the axes
   * @return fp32; the caller closes it
   * @throws IllegalArgumentException if the shape does not hold as many values
   */
  public static Tensor of(float[] values, long... shape) {
    Tensor tensor = torch.empty(shape);
    if (tensor.numel() != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for the shape " + Arrays.toString(shape));
    }
    try (FloatPointer pointer = tensor.data_ptr_float()) {
      pointer.put(values);
    }
    return tensor;
  }

  /**
   * One picture of a batch; values beyond 0..1 are cut.
   *
   * @param faces {@code [B, 3, S, S]}, about 0..1
   */
  public static Image image(Tensor faces, int index) {
    int side = (int) faces.size(3);
    int pixels = side * side;
    float[] values = floats(faces.select(0, index));
    byte[] rgb = new byte[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        float value = Math.min(1, Math.max(0, values[channel * pixels + pixel]));
        rgb[3 * pixel + channel] = (byte) Math.round(value * 255);
      }
    }
    return new Image(side, side, rgb);
  }

  /** All values of a tensor as fp32, in the order of its axes. */
  public static float[] floats(Tensor tensor) {
    Tensor plain = tensor.to(torch.ScalarType.Float).cpu().contiguous();
    float[] values = new float[Math.toIntExact(plain.numel())];
    try (FloatPointer pointer = plain.data_ptr_float()) {
      pointer.get(values);
    }
    return values;
  }

  /** A tensor on the device of another, itself if it lies there already. */
  public static Tensor onDeviceOf(Tensor other, Tensor tensor) {
    return onSameDevice(other, tensor) ? tensor : tensor.to(other.device(), tensor.scalar_type());
  }

  /** Whether both lie on one device. */
  public static boolean onSameDevice(Tensor one, Tensor other) {
    return one.device().equals(other.device());
  }

  /**
   * The patches to hide of each part, as detection and training on faces both do it: its regions of
   * interest, brought to the fixed number.
   *
   * @param landmarks in pixels of what the networks are given
   * @return {@code [part][patch]}
   */
  public static int[][] parts(Landmarks landmarks, NetworkConfiguration configuration) {
    int grid = configuration.patchGrid();
    int count = PatchSelection.partCount(grid);
    int surround = configuration.surround();
    Landmarks inCrop =
        surround == 0
            ? landmarks
            : landmarks.transformed(new AffineTransform(1, 0, -surround, 0, 1, -surround));
    return Arrays.stream(FacialPart.values())
        .map(part -> FacialRegions.patches(inCrop, part, configuration.crop().size(), grid))
        .map(mask -> PatchSelection.exactly(mask, count))
        .toArray(int[][]::new);
  }
}
