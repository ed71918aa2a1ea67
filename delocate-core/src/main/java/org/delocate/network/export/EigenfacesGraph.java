package org.delocate.network.export;

import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.LinearSystem;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.recovering.Eigenfaces;
import org.delocate.network.recovering.PatchGrid;

/**
 * {@link Eigenfaces} as a graph. The products of the eigenfaces with each other, patch by patch,
 * are calculated from them once, when a program reads the file: they are larger than all else in
 * it.
 */
record EigenfacesGraph(LayerGraph layers, PatchGrid grid, int count) {

  private static final String OWNER = "recovering.eigenfaces.";

  /**
   * The whole face as the visible patches let one expect it.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @param seen {@code [B, N]}: 1 of patches that are visible, 0 of others
   * @return {@code [B, 3, S, S]}, about 0..1
   */
  Value expected(Value images, Value seen) {
    Operators operators = layers.operators();
    long pixels = (long) grid.side() * grid.patchSize();
    long side = pixels / Eigenfaces.REDUCTION;
    Value faces = layers.weights().get(OWNER + "faces");
    Value mean = layers.weights().get(OWNER + "mean");
    Value differences = operators.subtract(reduced(images, side), mean);
    Value visible = operators.multiply(differences, perValue(seen, side));
    // As a flag, since a program would keep turned eigenfaces beside them.
    Value aims = layers.graph().node("Gemm", new Attributes().integer("transB", 1), visible, faces);
    Value squares = operators.product(seen, products(faces, side));
    Value system =
        operators.add(
            operators.reshape(squares, -1, count, count),
            operators.multiply(
                LinearSystem.identity(layers.graph(), count),
                layers.weights().get(OWNER + "noise")));
    Value coefficients =
        new LinearSystem(count).solution(layers.graph(), system, operators.unsqueeze(aims, 2));
    Value expected =
        operators.add(operators.product(operators.squeeze(coefficients, 2), faces), mean);
    return operators.resized(operators.reshape(expected, -1, 3, side, side), pixels, pixels);
  }

  private Value reduced(Value images, long side) {
    Value small =
        layers
            .graph()
            .node(
                "AveragePool",
                new Attributes()
                    .integers("kernel_shape", Eigenfaces.REDUCTION, Eigenfaces.REDUCTION)
                    .integers("strides", Eigenfaces.REDUCTION, Eigenfaces.REDUCTION),
                images);
    return layers.operators().reshape(small, -1, 3 * side * side);
  }

  /** {@code [B, N] -> [B, 3 side²]}: of each patch to each of its values. */
  private Value perValue(Value patches, long side) {
    Operators operators = layers.operators();
    long patch = side / grid.side();
    Value places = operators.reshape(patches, -1, 1, grid.side(), 1, grid.side(), 1);
    return operators.reshape(
        operators.expand(places, 1, 3, 1, patch, 1, patch), -1, 3 * side * side);
  }

  /** {@code [N, k k]}. */
  private Value products(Value faces, long side) {
    Operators operators = layers.operators();
    long patch = side / grid.side();
    Value cut = operators.reshape(faces, count, 3, grid.side(), patch, grid.side(), patch);
    Value byPatch =
        operators.reshape(
            operators.transpose(cut, 2, 4, 0, 1, 3, 5), grid.patches(), count, 3 * patch * patch);
    Value products = operators.product(byPatch, operators.transpose(byPatch, 0, 2, 1));
    return operators.reshape(products, grid.patches(), (long) count * count);
  }
}
