package org.delocate.network.texture;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FaceHull;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Intermediates;

/**
 * Planes that lie within the outline of a face's landmarks, and a little beyond it, instead of in
 * the picture: where forgeries lie follows the face, which aligned pictures hold at its eyes and
 * mouth alone [ours]. From top to bottom a plane is as high as the outline, and each of its rows as
 * wide as the outline is there; or, if the configuration says so, as the box around it.
 *
 * <p>Planes are carried over bilinearly, as the operator GridSample of ONNX does it.
 */
public final class FaceOutlines {

  /** How far a plane reaches beyond the outline, at each side, as a share of it. */
  public static final double MARGIN = 0.15;

  /** Heights at which it is known how wide a face is, evenly from top to bottom. [ours] */
  public static final int ROWS = 16;

  /** Numbers of an outline: top and bottom, then left and right at each of the {@link #ROWS}. */
  public static final int NUMBERS = 2 + 2 * ROWS;

  /** Into a shorter side no plane is squeezed; a side of nothing would divide by it. */
  public static final float LEAST_SIDE = 0.05f;

  /**
   * What a row is at least as wide as, as a share of the box: an outline ends in a point at the
   * chin, a forgery does not. [ours]
   */
  private static final double NARROWEST = 0.35;

  /**
   * Left, top, right and bottom, as shares of the crop's side, of a face that looks into the
   * camera: the mean of 328 faces of clips in the convention {@code delocate-v1}.
   */
  private static final float[] TYPICAL = {0.087f, 0.002f, 0.910f, 0.986f};

  private static final int BILINEAR = 0;
  private static final int AS_AT_THE_BORDER = 1;

  private FaceOutlines() {}

  /**
   * The outlines of some faces.
   *
   * @param landmarks of each, in pixels of its picture, which is the configuration's view
   * @return {@code [B, }{@link #NUMBERS}{@code ]}, as shares of the picture's side, of which
   *     landmarks may lie outside
   */
  public static Tensor of(List<Landmarks> landmarks, NetworkConfiguration configuration) {
    float[] outlines = new float[NUMBERS * landmarks.size()];
    for (int i = 0; i < landmarks.size(); i++) {
      System.arraycopy(of(landmarks.get(i), configuration), 0, outlines, NUMBERS * i, NUMBERS);
    }
    return FaceTensors.of(outlines, landmarks.size(), NUMBERS);
  }

  /** {@link #NUMBERS} of one face. */
  public static float[] of(Landmarks landmarks, NetworkConfiguration configuration) {
    Box box = landmarks.bounds();
    double[] spans;
    if (configuration.texture().hasPlacesInOutline()) {
      double[] heights = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        heights[row] = box.y() + middle(row) * box.height();
      }
      spans = widened(FaceHull.spans(landmarks, heights), box);
    } else {
      spans = sides(box);
    }
    return numbers(box, spans, 0.5, configuration.view().size()); // integers are pixels' middles
  }

  /**
   * The outline of a face whose landmarks nobody knows, in the view of such networks: where an
   * outline is asked for, an ellipse in the box of a typical face. Only its box was measured.
   * [ours]
   */
  public static float[] typical(NetworkConfiguration configuration) {
    int crop = configuration.crop().size();
    Box box =
        new Box(
            TYPICAL[0] * crop,
            TYPICAL[1] * crop,
            (TYPICAL[2] - TYPICAL[0]) * crop,
            (TYPICAL[3] - TYPICAL[1]) * crop);
    double[] spans = sides(box);
    if (configuration.texture().hasPlacesInOutline()) {
      for (int row = 0; row < ROWS; row++) {
        double away = 2 * middle(row) - 1;
        double half = Math.sqrt(1 - away * away) * box.width() / 2; // an ellipse
        spans[2 * row] = box.centerX() - half;
        spans[2 * row + 1] = box.centerX() + half;
      }
      spans = widened(spans, box);
    }
    return numbers(box, spans, configuration.surround(), configuration.view().size());
  }

  /** Where a row lies, as a share of the height. */
  private static double middle(int row) {
    return (row + 0.5) / ROWS;
  }

  private static double[] sides(Box box) {
    double[] spans = new double[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      spans[2 * row] = box.x();
      spans[2 * row + 1] = box.x() + box.width();
    }
    return spans;
  }

  private static double[] widened(double[] spans, Box box) {
    double[] wide = new double[spans.length];
    for (int row = 0; row < ROWS; row++) {
      double middle = (spans[2 * row] + spans[2 * row + 1]) / 2;
      double half = Math.max(spans[2 * row + 1] - spans[2 * row], NARROWEST * box.width()) / 2;
      wide[2 * row] = middle - half;
      wide[2 * row + 1] = middle + half;
    }
    return wide;
  }

  private static float[] numbers(Box box, double[] spans, double shift, int side) {
    float[] numbers = new float[NUMBERS];
    numbers[0] = (float) ((box.y() + shift) / side);
    numbers[1] = (float) ((box.y() + box.height() + shift) / side);
    for (int i = 0; i < spans.length; i++) {
      numbers[2 + i] = (float) ((spans[i] + shift) / side);
    }
    return numbers;
  }

  /**
   * A plane as it lies in the pictures of faces; beyond it as at its border.
   *
   * @param plane {@code [1, 1, n, n]}
   * @param outlines {@code [B, }{@link #NUMBERS}{@code ]}
   * @param side of the pictures, in whatever pixels are asked for
   * @return {@code [B, 1, side, side]}, fp32
   */
  public static Tensor inPictures(Tensor plane, Tensor outlines, int side) {
    try (Intermediates passing = new Intermediates();
        Precision.Scope exact = Precision.FP32.enter()) {
      Tensor centres = centres(outlines, side);
      Tensor down = centres.sub(top(outlines)).div(height(outlines)); // [B, side], 0..1 in the face
      Tensor ends = ends(outlines, down); // [B, side, 2]
      Tensor left = ends.narrow(2, 0, 1);
      Tensor across = centres.unsqueeze(0).sub(left).div(width(ends)); // [B, side, side]
      Tensor grid = grid(inPlane(across), inPlane(down).unsqueeze(2).expand_as(across));
      // All of them as one tall picture: there is one plane for all faces.
      Tensor all =
          torch.grid_sampler(
              plane.to(torch.ScalarType.Float),
              grid.reshape(1, -1, side, 2),
              BILINEAR,
              AS_AT_THE_BORDER,
              false);
      return passing.keep(all.reshape(-1, 1, side, side));
    }
  }

  /**
   * The other way: what of pictures lies in the planes of their faces.
   *
   * @param pictures {@code [B, 1, V, V]}
   * @param outlines {@code [B, }{@link #NUMBERS}{@code ]}
   * @param side of the planes
   * @return {@code [B, 1, side, side]}, fp32
   */
  public static Tensor ofPictures(Tensor pictures, Tensor outlines, int side) {
    try (Intermediates passing = new Intermediates();
        Precision.Scope exact = Precision.FP32.enter()) {
      Tensor within =
          centres(outlines, side).mul(new Scalar(1 + 2 * MARGIN)).sub(new Scalar(MARGIN));
      Tensor down = within.expand(outlines.size(0), -1); // [B, side]
      Tensor ends = ends(outlines, down);
      Tensor x = within.unsqueeze(0).mul(width(ends)).add(ends.narrow(2, 0, 1)); // [B, side, side]
      Tensor y = down.mul(height(outlines)).add(top(outlines)).unsqueeze(2).expand_as(x);
      return passing.keep(
          torch.grid_sampler(
              pictures.to(torch.ScalarType.Float), grid(x, y), BILINEAR, AS_AT_THE_BORDER, false));
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

  private static Tensor top(Tensor outlines) {
    return outlines.narrow(1, 0, 1);
  }

  private static Tensor height(Tensor outlines) {
    return outlines.narrow(1, 1, 1).sub(top(outlines)).clamp_min(new Scalar((double) LEAST_SIDE));
  }

  /** {@code [B, n, 2]}: left and right at heights that are shares of the face's, {@code [B, n]}. */
  private static Tensor ends(Tensor outlines, Tensor down) {
    float[] numbers = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      numbers[i] = i;
    }
    Tensor rows = FaceTensors.onDeviceOf(down, FaceTensors.of(numbers, 1, 1, ROWS));
    Tensor at =
        down.mul(new Scalar((double) ROWS))
            .sub(new Scalar(0.5))
            .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(ROWS - 1.0)));
    Tensor away = at.unsqueeze(2).sub(rows).abs();
    Tensor share = torch.relu(away.neg().add(new Scalar(1.0))); // between two rows, of both
    return share.matmul(outlines.narrow(1, 2, 2L * ROWS).reshape(-1, ROWS, 2));
  }

  private static Tensor width(Tensor ends) {
    return ends.narrow(2, 1, 1)
        .sub(ends.narrow(2, 0, 1))
        .clamp_min(new Scalar((double) LEAST_SIDE));
  }

  /** Shares of a face, which a plane reaches beyond, as shares of the plane. */
  private static Tensor inPlane(Tensor within) {
    return within.add(new Scalar(MARGIN)).div(new Scalar(1 + 2 * MARGIN));
  }

  /** Shares of a side as {@code grid_sampler} wants them: from -1 to 1. */
  private static Tensor grid(Tensor x, Tensor y) {
    return torch.stack(new TensorVector(x, y), 3).mul(new Scalar(2.0)).sub(new Scalar(1.0));
  }
}
