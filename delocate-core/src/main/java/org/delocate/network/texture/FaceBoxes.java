package org.delocate.network.texture;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Intermediates;

/**
 * Planes that lie in the box around a face's landmarks, and a little beyond it, instead of in the
 * picture: where forgeries lie follows the face, which aligned pictures hold at its eyes and mouth
 * alone [ours]. A plane is carried over bilinearly, by a product with a matrix on each side, so
 * that an exported graph does the same.
 */
public final class FaceBoxes {

  /** How far a plane reaches beyond the box, at each side, as a share of the box. */
  public static final double MARGIN = 0.15;

  /**
   * Left, top, right and bottom, as shares of the crop's side, of a face that looks into the
   * camera: the mean of 328 faces of clips in the convention {@code delocate-v1}.
   */
  private static final float[] TYPICAL = {0.087f, 0.002f, 0.910f, 0.986f};

  /** Into a shorter side no plane is squeezed; a side of nothing would divide by it. */
  public static final float LEAST_SIDE = 0.05f;

  /** Numbers of a box. */
  public static final int SIDES = 4;

  private FaceBoxes() {}

  /**
   * The boxes of some faces.
   *
   * @param landmarks of each, in pixels of its picture
   * @param side of the pictures, in pixels
   * @return {@code [B, 4]}: left, top, right and bottom as shares of the side, of which landmarks
   *     may lie outside
   */
  public static Tensor of(List<Landmarks> landmarks, int side) {
    float[] boxes = new float[SIDES * landmarks.size()];
    for (int i = 0; i < landmarks.size(); i++) {
      System.arraycopy(of(landmarks.get(i), side), 0, boxes, SIDES * i, SIDES);
    }
    return FaceTensors.of(boxes, landmarks.size(), SIDES);
  }

  /** Left, top, right and bottom as shares of the side. */
  public static float[] of(Landmarks landmarks, int side) {
    // Integers are the middles of pixels.
    Box box = landmarks.bounds();
    return new float[] {
      (float) ((box.x() + 0.5) / side),
      (float) ((box.y() + 0.5) / side),
      (float) ((box.x() + box.width() + 0.5) / side),
      (float) ((box.y() + box.height() + 0.5) / side)
    };
  }

  /** The box of a face whose landmarks nobody knows, likewise, in the view of such networks. */
  public static float[] typical(NetworkConfiguration configuration) {
    float[] box = new float[SIDES];
    for (int i = 0; i < SIDES; i++) {
      float inCrop = TYPICAL[i] * configuration.crop().size();
      box[i] = (configuration.surround() + inCrop) / configuration.view().size();
    }
    return box;
  }

  /**
   * Planes of faces as they lie in pictures; beyond them as at their borders.
   *
   * @param planes {@code [1, 1, n, n]} or {@code [B, 1, n, n]}
   * @param boxes {@code [B, 4]}
   * @param side of the pictures, in whatever pixels are asked for
   * @return {@code [B, 1, side, side]}, fp32
   */
  public static Tensor inPictures(Tensor planes, Tensor boxes, int side) {
    return carried(planes, boxes, side, FaceBoxes::places);
  }

  /**
   * The other way: what of pictures lies in the planes of their faces.
   *
   * @param pictures {@code [B, 1, V, V]}
   * @param boxes {@code [B, 4]}
   * @param side of the planes
   * @return {@code [B, 1, side, side]}, fp32
   */
  public static Tensor ofPictures(Tensor pictures, Tensor boxes, int side) {
    return carried(pictures, boxes, side, FaceBoxes::pixels);
  }

  /** Where among so many values along an axis others lie, whose middles are given. */
  private interface Where {
    Tensor of(Tensor centres, Tensor boxes, int axis, long count);
  }

  private static Tensor carried(Tensor values, Tensor boxes, int side, Where where) {
    try (Intermediates passing = new Intermediates();
        Precision.Scope exact = Precision.FP32.enter()) {
      long count = values.size(3);
      Tensor centres = centres(values, side);
      return passing.keep(
          across(
              values,
              tents(where.of(centres, boxes, 1, count), count),
              tents(where.of(centres, boxes, 0, count), count)));
    }
  }

  /** {@code [1, n]}: the middles of so many pixels, as shares of the side. */
  private static Tensor centres(Tensor like, int count) {
    float[] centres = new float[count];
    for (int i = 0; i < count; i++) {
      centres[i] = (i + 0.5f) / count;
    }
    return FaceTensors.onDeviceOf(like, FaceTensors.of(centres, 1, count));
  }

  /** Where in a plane of so many places a share of the picture's side lies, {@code [B, n]}. */
  private static Tensor places(Tensor centres, Tensor boxes, int axis, long count) {
    Tensor from = boxes.narrow(1, axis, 1);
    Tensor within = centres.sub(from).div(length(boxes, axis)); // 0..1 in the box
    return indices(within.add(new Scalar(MARGIN)).div(new Scalar(1 + 2 * MARGIN)), count);
  }

  /** Where in a picture of so many pixels a share of a plane's side lies, {@code [B, n]}. */
  private static Tensor pixels(Tensor centres, Tensor boxes, int axis, long count) {
    Tensor within = centres.mul(new Scalar(1 + 2 * MARGIN)).sub(new Scalar(MARGIN));
    return indices(within.mul(length(boxes, axis)).add(boxes.narrow(1, axis, 1)), count);
  }

  private static Tensor length(Tensor boxes, int axis) {
    return boxes
        .narrow(1, axis + 2, 1)
        .sub(boxes.narrow(1, axis, 1))
        .clamp_min(new Scalar((double) LEAST_SIDE));
  }

  private static Tensor indices(Tensor shares, long count) {
    return shares
        .mul(new Scalar((double) count))
        .sub(new Scalar(0.5))
        .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(count - 1.0)));
  }

  /** {@code [B, n] -> [B, 1, n, count]}: what each of so many counts for a place between two. */
  private static Tensor tents(Tensor indices, long count) {
    float[] numbers = new float[(int) count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    Tensor all = FaceTensors.onDeviceOf(indices, FaceTensors.of(numbers, 1, 1, count));
    Tensor away = indices.unsqueeze(2).sub(all).abs();
    return torch.relu(away.neg().add(new Scalar(1.0))).unsqueeze(1);
  }

  private static Tensor across(Tensor planes, Tensor rows, Tensor columns) {
    return torch.matmul(
        torch.matmul(rows, planes.to(torch.ScalarType.Float)), columns.transpose(2, 3));
  }
}
