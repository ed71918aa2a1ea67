package org.delocate.network.export;

import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.recovering.PatchGrid;

/** {@link PatchGrid} as a graph. */
record PatchGraph(Operators operators, PatchGrid grid) {

  /** {@code [B, 3, S, S] -> [B, N, p * p * 3]}; patches row by row. */
  Value patchify(Value images) {
    long side = grid.side();
    long pixels = grid.patchSize();
    Value cut = operators.reshape(images, -1, 3, side, pixels, side, pixels);
    return operators.reshape(
        operators.transpose(cut, 0, 2, 4, 3, 5, 1), -1, grid.patches(), grid.values());
  }

  /** {@code [B, N, p * p * 3] -> [B, 3, S, S]}: the inverse of {@link #patchify}. */
  Value unpatchify(Value patches) {
    long side = grid.side();
    long pixels = grid.patchSize();
    Value cut = operators.reshape(patches, -1, side, side, pixels, pixels, 3);
    return operators.reshape(
        operators.transpose(cut, 0, 5, 1, 3, 2, 4), -1, 3, side * pixels, side * pixels);
  }

  /**
   * Patches at their places, zeros elsewhere, where several lie at one place their sum: {@code [B,
   * K, D]} and {@code [B, K]} to {@code [B, N, D]}. A product, since what becomes of numbers that
   * repeat is not settled for ONNX's scatter.
   */
  Value put(Value patches, Value numbers) {
    Value places = operators.transpose(operators.oneHot(numbers, grid.patches()), 0, 2, 1);
    return operators.product(places, patches);
  }

  /** How often each place is among the numbers: {@code [B, K] -> [B, N, 1]}. */
  Value counted(Value numbers) {
    Value places = operators.oneHot(numbers, grid.patches());
    return operators.transpose(operators.reduce("Sum", places, 1), 0, 2, 1);
  }
}
