package org.delocate.network.recovering;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Pictures as patches, and back. A patch is a vector of {@code p * p * 3} values: row, column,
 * channel.
 *
 * @param side patches along one side of a picture
 * @param patchSize pixels along one side of a patch
 */
public record PatchGrid(int side, int patchSize) {

  /** Patches of a picture. */
  public int patches() {
    return side * side;
  }

  /** Values of a patch. */
  public int values() {
    return patchSize * patchSize * 3;
  }

  /** Of each patch: its place among all by distance from the middle, 0 to less than 1. */
  public float[] remoteness() {
    double middle = (side - 1) / 2.0;
    int[] nearestFirst =
        IntStream.range(0, patches())
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    patch -> Math.hypot(patch / side - middle, patch % side - middle)))
            .mapToInt(Integer::intValue)
            .toArray();
    float[] remoteness = new float[nearestFirst.length];
    for (int place = 0; place < nearestFirst.length; place++) {
      remoteness[nearestFirst[place]] = (float) place / nearestFirst.length;
    }
    return remoteness;
  }

  /** {@code [B, 3, S, S] -> [B, N, p * p * 3]}; patches row by row. */
  public Tensor patchify(Tensor images) {
    return images
        .reshape(-1, 3, side, patchSize, side, patchSize)
        .permute(0, 2, 4, 3, 5, 1)
        .reshape(-1, patches(), values());
  }

  /** {@code [B, N, p * p * 3] -> [B, 3, S, S]}: the inverse of {@link #patchify}. */
  public Tensor unpatchify(Tensor patches) {
    long pixels = (long) side * patchSize;
    return patches
        .reshape(-1, side, side, patchSize, patchSize, 3)
        .permute(0, 5, 1, 3, 2, 4)
        .reshape(-1, 3, pixels, pixels);
  }

  /** Picks patches: {@code [B, N, D]} and {@code [B, K]} to {@code [B, K, D]}. */
  public static Tensor take(Tensor patches, Tensor ids) {
    return patches.gather(1, repeated(ids, patches.size(2)));
  }

  /** Lays patches over others: {@code [B, K, D]} at {@code [B, K]} of {@code [B, N, D]}. */
  static Tensor put(Tensor patches, Tensor ids, Tensor others) {
    return patches.scatter(1, repeated(ids, patches.size(2)), others.to(patches.scalar_type()));
  }

  /** An index for every value: {@code [B, K] -> [B, K, width]}. */
  static Tensor repeated(Tensor ids, long width) {
    return ids.unsqueeze(-1).expand(-1, -1, width);
  }
}
