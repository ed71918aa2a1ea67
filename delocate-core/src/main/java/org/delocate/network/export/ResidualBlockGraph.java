package org.delocate.network.export;

import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** {@link org.delocate.network.encoder.ResidualBlock} as a graph, and stages of two. */
record ResidualBlockGraph(LayerGraph layers) {

  /**
   * Two blocks, of which the first may take every second place.
   *
   * @param name of the stage's weights
   */
  FeatureMap stage(String name, int stride, FeatureMap features) {
    Value values = block(name + "_0", stride, features.values());
    return new FeatureMap(block(name + "_1", 1, values), features.side() / stride);
  }

  private Value block(String name, int stride, Value features) {
    Operators operators = layers.operators();
    Value hidden = layers.normed(name + ".conv1", name + ".bn1", stride, Activation.RELU, features);
    hidden = layers.normed(name + ".conv2", name + ".bn2", 1, Activation.NONE, hidden);
    if (layers.weights().has(name + ".se.squeeze.weight")) {
      hidden = operators.multiply(hidden, layers.channelWeights(name + ".se", hidden));
    }
    Value kept =
        layers.weights().has(name + ".downsample_conv.weight")
            ? layers.normed(
                name + ".downsample_conv",
                name + ".downsample_bn",
                stride,
                Activation.NONE,
                features)
            : features;
    return operators.each("Relu", operators.add(hidden, kept));
  }
}
