package org.delocate.network.export;

import org.delocate.network.export.EncoderGraph.Pyramid;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/**
 * {@code MaskDecoder} as a graph.
 *
 * @param owner first part of the names of its weights, with a point at its end
 */
record DecoderGraph(LayerGraph layers, String owner) {

  /**
   * From an encoder's maps to a finer one: a U-Net's way up, or a feature pyramid's after
   * Inception.
   */
  FeatureMap forward(Pyramid seen) {
    return layers.weights().has(owner + "lateral3.weight") ? lateral(seen) : climbed(seen);
  }

  private FeatureMap climbed(Pyramid seen) {
    FeatureMap features = up("up4", seen.deepest(), seen.sixteenth());
    features = up("up3", features, seen.eighth());
    features = up("up2", features, seen.quarter());
    return up("up1", features, seen.half());
  }

  private FeatureMap up(String step, FeatureMap coarse, FeatureMap skip) {
    Operators operators = layers.operators();
    String name = owner + step;
    Value enlarged = operators.resized(coarse.values(), skip.side(), skip.side());
    Value values = operators.concatenate(1, enlarged, skip.values());
    values = layers.normed(name + ".conv1", name + ".bn1", 1, Activation.RELU, values);
    values = layers.normed(name + ".conv2", name + ".bn2", 1, Activation.RELU, values);
    return new FeatureMap(layers.attended(name + ".scse", values), skip.side());
  }

  private FeatureMap lateral(Pyramid seen) {
    Operators operators = layers.operators();
    int side = seen.eighth().side();
    Value fine = layers.convolution(owner + "lateral3", 1, seen.eighth().values());
    Value coarse = layers.convolution(owner + "lateral4", 1, seen.sixteenth().values());
    Value both = operators.each("Relu", operators.add(fine, operators.resized(coarse, side, side)));
    Value joined = operators.each("Relu", layers.convolution(owner + "joined", 1, both));
    return new FeatureMap(joined, side);
  }
}
