package org.delocate.network.export;

import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Value;

/**
 * {@code SeResnetEncoder} as a graph.
 *
 * @param prefix of its weights
 */
record SeResnetGraph(LayerGraph layers, String prefix) implements EncoderGraph {

  @Override
  public Pyramid forward(FeatureMap input) {
    ResidualBlockGraph residual = new ResidualBlockGraph(layers);
    Value stem =
        layers.normed(prefix + "conv1", prefix + "bn1", 2, Activation.RELU, input.values());
    FeatureMap half = new FeatureMap(stem, input.side() / 2);
    FeatureMap pooled = new FeatureMap(layers.maxPool(stem), input.side() / 4);
    FeatureMap quarter = residual.stage(prefix + "layer1", 1, pooled);
    FeatureMap eighth = residual.stage(prefix + "layer2", 2, quarter);
    FeatureMap sixteenth = residual.stage(prefix + "layer3", 2, eighth);
    FeatureMap deepest = residual.stage(prefix + "layer4", 2, sixteenth);
    return new Pyramid(half, quarter, eighth, sixteenth, deepest, deepest, sixteenth);
  }
}
