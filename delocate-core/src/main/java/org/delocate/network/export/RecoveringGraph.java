package org.delocate.network.export;

import java.util.List;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchSelection;
import org.delocate.network.input.RecoveringSettings;
import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.recovering.PatchGrid;
import org.delocate.network.recovering.PositionEmbedding;

/**
 * {@link org.delocate.network.recovering.RecoveringNetwork} as a graph: predicts the patches that
 * are hidden. {@link PartRecoveryGraph} chooses these.
 */
record RecoveringGraph(LayerGraph layers, NetworkConfiguration configuration) {

  private static final String OWNER = "recovering.";

  PatchGrid grid() {
    return new PatchGrid(configuration.patchGrid(), configuration.recovering().patchSize());
  }

  PatchGraph patches() {
    return new PatchGraph(layers.operators(), grid());
  }

  /**
   * Patches that are hidden, and those that are seen, each row of the same lengths.
   *
   * @param masked {@code [B, M]} of int64
   * @param visible {@code [B, N - M]} of int64
   */
  record Ids(Value masked, Value visible, int hidden) {}

  /**
   * Patches in the order of a number of theirs: the {@code hidden} greatest are hidden.
   *
   * @param priority {@code [B, N]}, no number twice: which of equals comes first is not settled
   */
  Ids ordered(Value priority, int hidden) {
    Operators operators = layers.operators();
    int all = grid().patches();
    List<Value> sorted =
        layers
            .graph()
            .node(
                "TopK",
                2,
                new Attributes().integer("axis", -1),
                priority,
                layers.graph().integers(all));
    Value order = sorted.get(1);
    return new Ids(
        operators.slice(order, 1, 0, hidden),
        operators.slice(order, 1, hidden, all - (long) hidden),
        hidden);
  }

  /**
   * Predicts the hidden patches.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @return {@code [B, M, p * p * 3]}, pixels in 0..1
   */
  Value forward(Value images, Ids ids) {
    Operators operators = layers.operators();
    Value encoded = encoded(images, ids);
    if (configuration.recovering().normalizedTargets()) {
      Value truth = operators.take(patches().patchify(images), ids.masked());
      Value mean = operators.reduce("Mean", truth, 2);
      Value variance =
          operators.reduce("Mean", operators.square(operators.subtract(truth, mean)), 2);
      Value deviation = operators.each("Sqrt", operators.add(variance, 1e-6));
      return operators.add(operators.multiply(decoded(encoded, ids, Value.NONE), deviation), mean);
    }
    int eigenfaces = configuration.recovering().eigenfaces();
    if (eigenfaces == 0) {
      return operators.add(operators.multiply(decoded(encoded, ids, Value.NONE), 0.5), 0.5);
    }
    Value seen =
        operators.subtract(
            layers.graph().scalar(1), operators.squeeze(patches().counted(ids.masked()), 2));
    Value whole = new EigenfacesGraph(layers, grid(), eigenfaces).expected(images, seen);
    Value expected = operators.take(patches().patchify(whole), ids.masked());
    return operators.add(operators.multiply(decoded(encoded, ids, expected), 0.5), expected);
  }

  /** {@code [B, 1 + V, width]}. */
  private Value encoded(Value images, Ids ids) {
    Operators operators = layers.operators();
    RecoveringSettings sizes = configuration.recovering();
    Value seen = layers.centred(operators.take(patches().patchify(images), ids.visible()));
    Value positions = positions(sizes.encoder().width());
    Value tokens =
        operators.add(
            layers.linear(OWNER + "patch_embed", seen),
            operators.gather(positions, ids.visible(), 0));
    tokens =
        operators.concatenate(
            1, forEach(layers.weights().get(OWNER + "cls_token"), tokens), tokens);
    tokens = new TransformerGraph(layers, sizes.encoder()).forward(OWNER + "encoder", tokens);
    return layers.layerNorm(OWNER + "encoder_norm", tokens);
  }

  /** {@code [B, M, p * p * 3]}. */
  private Value decoded(Value encoded, Ids ids, Value expected) {
    Operators operators = layers.operators();
    RecoveringSettings sizes = configuration.recovering();
    int seen = grid().patches() - ids.hidden();
    Value embedded = layers.linear(OWNER + "decoder_embed", encoded); // [B, 1 + V, D]
    Value positions = positions(sizes.decoder().width());
    Value visibleTokens =
        operators.add(
            operators.slice(embedded, 1, 1, seen), operators.gather(positions, ids.visible(), 0));
    Value hiddenTokens =
        operators.add(
            layers.weights().get(OWNER + "mask_token"),
            operators.gather(positions, ids.masked(), 0));
    if (!expected.equals(Value.NONE)) {
      hiddenTokens =
          operators.add(
              hiddenTokens, layers.linear(OWNER + "decoder_expected", layers.centred(expected)));
    }
    Value tokens =
        operators.concatenate(1, operators.slice(embedded, 1, 0, 1), visibleTokens, hiddenTokens);
    tokens = new TransformerGraph(layers, sizes.decoder()).forward(OWNER + "decoder", tokens);
    Value last = operators.slice(tokens, 1, 1L + seen, ids.hidden());
    return layers.linear(OWNER + "decoder_pred", layers.layerNorm(OWNER + "decoder_norm", last));
  }

  /** {@code [N, width]}; they are computed, not among the weights. */
  private Value positions(int width) {
    float[] table =
        PositionEmbedding.of(configuration.recovering().positions(), width, grid().side());
    return layers.graph().constant(ConstantTensor.floats(table, grid().patches(), width));
  }

  /** {@code [1, 1, C]} once for each of as many samples as {@code like} has. */
  private Value forEach(Value one, Value like) {
    return layers
        .graph()
        .node(
            "Expand",
            one,
            layers.operators().concatenate(0, batch(like), layers.graph().integers(1, 1)));
  }

  /** How many samples there are, a row of one number. */
  Value batch(Value like) {
    return layers
        .graph()
        .node("Shape", new Attributes().integer("start", 0).integer("end", 1), like);
  }

  /** Patches of each of the three parts. */
  int hiddenOfPart() {
    return PatchSelection.partCount(grid().side());
  }
}
