package org.delocate.network.export;

import org.delocate.network.export.EncoderGraph.Pyramid;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.localization.LocalizationNetwork;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** {@link LocalizationNetwork} as a graph. */
record LocalizationGraph(LayerGraph layers, NetworkConfiguration configuration) {

  private static final String OWNER = "localization.";

  /**
   * What the network saw.
   *
   * @param maskLogits as large as the pictures it was given
   */
  record Output(FeatureMap maskLogits, FeatureMap deep, FeatureMap fine) {}

  /**
   * Paints the mask.
   *
   * @param images {@code [B, 3, V, V]} or, where it sees the crop alone, {@code [B, 3, S, S]}
   * @param crops {@code [B, 3, S, S]}, the middle of them
   * @param recovered {@code [B, 3, S, S]}: {@code x̂}
   * @param mapped {@code [B, 3, S, S]}: {@code M(x)}
   */
  Output forward(FeatureMap images, Value crops, Value recovered, Value mapped) {
    Operators operators = layers.operators();
    int side = configuration.crop().size();
    int border = (images.side() - side) / 2;
    Value residual =
        operators.multiply(
            operators.each("Abs", operators.subtract(crops, recovered)),
            LocalizationNetwork.RESIDUAL_GAIN);
    Value input =
        operators.concatenate(
            1,
            layers.centred(images.values()),
            operators.framed(residual, border, 0),
            operators.framed(layers.centred(mapped), border, 0));
    if (border > 0) {
      input = operators.resized(input, side, side);
    }
    Pyramid seen =
        EncoderGraph.of(configuration.localization(), layers, OWNER)
            .forward(new FeatureMap(input, side));
    return new Output(
        new FeatureMap(logits(images, seen), images.side()), seen.summary(), seen.detail());
  }

  private Value logits(FeatureMap images, Pyramid seen) {
    Operators operators = layers.operators();
    if (!configuration.components().localization()) {
      Value zeros = operators.multiply(operators.slice(images.values(), 1, 0, 1), 0);
      return operators.add(zeros, LocalizationNetwork.BLANK);
    }
    FeatureMap features = new DecoderGraph(layers, OWNER).forward(seen);
    Value coarse = layers.convolution(OWNER + "to_mask", 1, features.values());
    return operators.resized(coarse, images.side(), images.side());
  }
}
