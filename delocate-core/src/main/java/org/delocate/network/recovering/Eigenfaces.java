package org.delocate.network.recovering;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.layer.Layers;

/**
 * What a real face looks like where one cannot see it, as far as a linear model tells: a mean face
 * and the directions in which aligned faces differ most (Turk and Pentland, "Eigenfaces for
 * Recognition", 1991). The visible patches decide the coefficients, as in Everson and Sirovich,
 * "Karhunen–Loève Procedure for Gappy Data", 1995, and the coefficients the hidden ones [ours].
 *
 * <p>With faces {@code x = μ + Bᵀc + noise}, coefficients of deviation 1 and noise of variance
 * {@code v}, the expected coefficients of a face seen at the values {@code o} are {@code (Bₒ Bₒᵀ +
 * v)⁻¹ Bₒ (xₒ − μₒ)}. All of it at half the crop's resolution, and in fp32 whatever the precision.
 *
 * <p>The eigenfaces are measured from faces once ({@link #fit}) and then stay as they are.
 */
public final class Eigenfaces extends Module {

  /** Pixels of the crop along a side of one of ours. */
  public static final int REDUCTION = 2;

  /** Passes over the faces that sharpen the directions (Halko, Martinsson and Tropp, 2011). */
  private static final int PASSES = 3;

  private static final int OVERSAMPLING = 20;

  /**
   * What eigenfaces leave over is alike in neighbouring pixels, so that their number counts for
   * less: as if the noise were this much stronger. Chosen on faces of a validation split by the
   * error of hidden parts, which changes little from 30 to 100.
   */
  private static final double ALIKE = 30;

  private final int side;
  private final int grid;
  private final int count;
  private final Tensor mean;
  private final Tensor faces;
  private final Tensor noise;
  private Tensor products;
  private int calculations;
  private long measured = -1;

  /**
   * Makes eigenfaces that expect grey; not inside a {@code PointerScope}.
   *
   * @param cropSize side of a face in pixels
   * @param grid patches along a side
   * @param count how many
   */
  Eigenfaces(int cropSize, int grid, int count) {
    if (cropSize % (REDUCTION * grid) != 0) {
      throw new IllegalArgumentException("eigenfaces need patches with an even number of pixels");
    }
    this.side = cropSize / REDUCTION;
    this.grid = grid;
    this.count = count;
    long values = 3L * side * side;
    // The module's own references move when it grows (see RecoveringNetwork).
    mean = torch.full(new long[] {values}, new Scalar(0.5));
    faces = torch.zeros(count, values);
    noise = torch.ones(1);
    register_buffer("mean", mean);
    register_buffer("faces", faces);
    register_buffer("noise", noise);
  }

  /**
   * The whole face as the visible patches let one expect it.
   *
   * @param images {@code [B, 3, S, S]} in 0..1; only the visible patches are looked at
   * @param visible {@code [B, V]}
   * @return {@code [B, 3, S, S]}, about 0..1; no gradient flows through it
   */
  Tensor expected(Tensor images, Tensor visible) {
    try (NoGradGuard guard = new NoGradGuard();
        Precision.Scope exact = Precision.FP32.enter()) {
      long batch = images.size(0);
      Tensor seen = mean.new_zeros(batch, (long) grid * grid);
      seen = seen.scatter(1, visible, new Scalar(1.0));
      Tensor differences = reduced(images).sub(mean).mul(perValue(seen)); // [B, P]
      Tensor aims = differences.matmul(faces.t()).unsqueeze(2); // [B, k, 1]
      Tensor system =
          seen.matmul(products())
              .reshape(batch, count, count)
              .add(torch.eye(count).type_as(mean).mul(noise));
      Tensor coefficients = torch.cholesky_solve(aims, torch.linalg_cholesky(system), false);
      Tensor expected = coefficients.squeeze(2).matmul(faces).add(mean);
      return Layers.enlarge(
          expected.reshape(batch, 3, side, side), (long) REDUCTION * side, (long) REDUCTION * side);
    }
  }

  /** {@code [B, N] -> [B, P]}: of each patch to each of its values. */
  private Tensor perValue(Tensor patches) {
    long patch = side / grid;
    return patches
        .reshape(-1, 1, grid, 1, grid, 1)
        .expand(-1, 3, -1, patch, -1, patch)
        .reshape(-1, 3L * side * side);
  }

  private static Tensor reduced(Tensor images) {
    return torch.avg_pool2d(Layers.exact(images), REDUCTION, REDUCTION).reshape(images.size(0), -1);
  }

  /**
   * {@code [N, k k]}: of each patch, the products of the eigenfaces with each other. Calculated
   * when the eigenfaces have changed since the last time, as they do when weights are loaded.
   *
   * @return a handle of the caller's own, which stays valid when another thread calculates them
   *     anew
   */
  private synchronized Tensor products() {
    if (products == null || measured != faces._version() || !isLike(products, faces)) {
      try (PointerScope scope = new PointerScope();
          InferenceMode mode = new InferenceMode(false);
          NoGradGuard guard = new NoGradGuard()) {
        long patch = side / grid;
        Tensor byPatch =
            faces
                .reshape(count, 3, grid, patch, grid, patch)
                .permute(2, 4, 0, 1, 3, 5)
                .reshape((long) grid * grid, count, 3 * patch * patch);
        Tensor fresh =
            byPatch.matmul(byPatch.transpose(1, 2)).reshape((long) grid * grid, -1).contiguous();
        if (products != null) {
          products.close();
        }
        products = new Tensor(fresh);
        products.retainReference();
        measured = faces._version();
        calculations++;
      }
    }
    return new Tensor(products);
  }

  /** How often the products have been calculated: it takes longer than what they are for. */
  synchronized int calculations() {
    return calculations;
  }

  /** Enums that come from the engine are new objects, equal to none: hence interned. */
  private static boolean isLike(Tensor one, Tensor other) {
    return one.scalar_type().intern() == other.scalar_type().intern()
        && FaceTensors.onSameDevice(one, other);
  }

  /**
   * Measures mean, eigenfaces and noise from real faces; the engine's random generator decides on
   * the last digits.
   *
   * @param crops aligned faces, more than there are eigenfaces
   * @throws IllegalArgumentException if there are too few
   */
  void fit(List<Image> crops) {
    if (crops.size() <= count) {
      throw new IllegalArgumentException(
          crops.size() + " faces are too few for " + count + " eigenfaces");
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor all = torch.zeros(crops.size(), mean.size(0));
      int chunk = 256;
      for (int first = 0; first < crops.size(); first += chunk) {
        List<Image> some = crops.subList(first, Math.min(crops.size(), first + chunk));
        try (PointerScope inner = new PointerScope()) {
          all.narrow(0, first, some.size()).copy_(reduced(FaceTensors.images(some)));
        }
      }
      mean.copy_(all.mean(0));
      all.sub_(mean);
      faces.copy_(directions(all, count));
      double left =
          all.square().sum().item_double() / crops.size() - faces.square().sum().item_double();
      noise.fill_(new Scalar(Math.max(1e-6, ALIKE * left / mean.size(0))));
    }
  }

  /**
   * The directions in which rows differ most, each as long as the deviation along it, by a
   * randomised singular value decomposition from the engine's random generator.
   *
   * @param rows {@code [N, P]} with a mean of 0
   * @param count at most N and P
   * @return {@code [count, P]}, the longest first
   */
  public static Tensor directions(Tensor rows, int count) {
    long width = Math.min(Math.min(rows.size(0), rows.size(1)), count + OVERSAMPLING);
    Tensor basis = rows.t().matmul(torch.randn(rows.size(0), width)); // [P, q]
    for (int pass = 0; pass < PASSES; pass++) {
      basis = rows.t().matmul(rows.matmul(orthogonal(basis)));
    }
    basis = orthogonal(basis);
    T_TensorTensorTensor_T parts =
        torch.linalg_svd(rows.matmul(basis), false, new StringViewOptional());
    double root = Math.sqrt((double) rows.size(0));
    Tensor deviations = parts.get1().narrow(0, 0, count).div(new Scalar(root)); // [k]
    Tensor chosen = parts.get2().narrow(0, 0, count).matmul(basis.t()); // [k, P]
    return chosen.mul(deviations.unsqueeze(1));
  }

  private static Tensor orthogonal(Tensor directions) {
    return torch.linalg_qr(directions).get0();
  }
}
