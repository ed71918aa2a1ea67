package org.delocate.network.export;

import org.delocate.network.export.RecoveringGraph.Ids;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** {@code PartRecovery} as a graph: faces recovered part by part, in turn or together. */
record PartRecoveryGraph(RecoveringGraph network) {

  private static final int PARTS = PatchSelection.PARTS;

  /**
   * A face recovered part by part.
   *
   * @param faces {@code [B, 3, S, S]}, about 0..1
   * @param errors {@code [B, 3]}: mean squared error over each part's hidden patches
   */
  record Recovery(Value faces, Value errors) {}

  /**
   * Recovers faces.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @param parts {@code [B, 3, M]} of int64: the patches to hide of each part
   */
  Recovery recover(Value images, Value parts) {
    boolean together = network.configuration().recovering().partsTogether();
    return together ? together(images, parts) : inTurn(images, parts);
  }

  /** {@code [B, 3]}: mean squared difference of two pictures over each part's patches. */
  Value distances(Value one, Value other, Value parts) {
    Operators operators = operators();
    Value squares = operators.square(operators.subtract(one, other));
    return means(operators.take(network.patches().patchify(squares), flat(parts)));
  }

  private Operators operators() {
    return network.layers().operators();
  }

  private int count() {
    return PARTS * network.hiddenOfPart();
  }

  /** {@code [B, 3, M] -> [B, 3 M]}. */
  private Value flat(Value parts) {
    return operators().reshape(parts, -1, count());
  }

  /** {@code [B, 3 M, D] -> [B, 3]}. */
  private Value means(Value patches) {
    Operators operators = operators();
    long values = (long) network.hiddenOfPart() * network.grid().values();
    Value byPart = operators.reshape(patches, -1, PARTS, values);
    return operators.squeeze(operators.reduce("Mean", byPart, 2), 2);
  }

  private Recovery together(Value images, Value parts) {
    Operators operators = operators();
    PatchGraph grid = network.patches();
    Value numbers = flat(parts);
    Value patches = grid.patchify(images);
    Value ofParts = operators.reduce("Max", operators.oneHot(numbers, network.grid().patches()), 1);
    float[] remoteness = network.grid().remoteness();
    Value farthest =
        network.layers().graph().constant(ConstantTensor.floats(remoteness, 1, remoteness.length));
    Ids ids = network.ordered(operators.add(operators.squeeze(ofParts, 1), farthest), count());
    Value painted = grid.put(network.forward(images, ids), ids.masked());
    Value composed = chosen(operators.transpose(ofParts, 0, 2, 1), painted, patches);
    Value errors = operators.square(operators.subtract(composed, patches));
    return new Recovery(grid.unpatchify(composed), means(operators.take(errors, numbers)));
  }

  private Recovery inTurn(Value images, Value parts) {
    Operators operators = operators();
    PatchGraph grid = network.patches();
    int hidden = network.hiddenOfPart();
    long side = network.configuration().crop().size();
    Value repeated =
        operators.reshape(
            operators.expand(operators.unsqueeze(images, 1), 1, PARTS, 1, 1, 1), -1, 3, side, side);
    Value masked = operators.reshape(parts, -1, hidden); // [3 B, M]
    Ids others = network.ordered(priorities(grid.counted(masked)), hidden);
    Ids ids = new Ids(masked, others.visible(), hidden);
    Value predicted =
        operators.reshape(network.forward(repeated, ids), -1, count(), network.grid().values());

    Value numbers = flat(parts);
    Value patches = grid.patchify(images);
    Value misses =
        operators.square(operators.subtract(predicted, operators.take(patches, numbers)));
    Value counts = grid.counted(numbers); // [B, N, 1]
    Value atLeastOne =
        network.layers().graph().node("Max", counts, network.layers().graph().scalar(1));
    Value mean = operators.divide(grid.put(predicted, numbers), atLeastOne);
    return new Recovery(grid.unpatchify(chosen(counts, mean, patches)), means(misses));
  }

  /** {@code [B, N, 1]}, 1 of hidden patches, to {@code [B, N]}: no number twice, theirs above. */
  private Value priorities(Value hidden) {
    int patches = network.grid().patches();
    float[] below = new float[patches];
    for (int i = 0; i < patches; i++) {
      below[i] = (float) i / patches;
    }
    Value each = network.layers().graph().constant(ConstantTensor.floats(below, 1, patches));
    return operators().add(operators().squeeze(hidden, 2), each);
  }

  /** One where a number is above one half, the other elsewhere. */
  private Value chosen(Value numbers, Value one, Value other) {
    Value which =
        network.layers().graph().node("Greater", numbers, network.layers().graph().scalar(0.5));
    return network.layers().graph().node("Where", which, one, other);
  }
}
