package org.delocate.network.export;

import org.delocate.network.encoder.MobilenetEncoder;
import org.delocate.network.encoder.MobilenetPlan;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/**
 * {@link MobilenetEncoder} as a graph.
 *
 * @param prefix of its weights
 * @param summarizes whether it has a last layer for the classifier
 */
record MobilenetGraph(LayerGraph layers, String prefix, boolean summarizes)
    implements EncoderGraph {

  private static final long[] AROUND = {1, 1, 1, 1};

  /** With stride 2, as TensorFlow: a border on the right and below only. */
  private static final long[] BEHIND = {0, 0, 1, 1};

  @Override
  public Pyramid forward(FeatureMap input) {
    FeatureMap stem = new FeatureMap(filtered("stem", 2, 1, input.values()), input.side() / 2);
    FeatureMap half = run(stem, 0, 1);
    FeatureMap quarter = run(half, 1, 3);
    FeatureMap eighth = run(quarter, 3, 6);
    FeatureMap sixteenth = run(eighth, 6, 13);
    FeatureMap deepest = run(sixteenth, 13, 17);
    FeatureMap summary =
        summarizes
            ? new FeatureMap(pointwise("head", Activation.RELU6, deepest.values()), deepest.side())
            : deepest;
    return new Pyramid(half, quarter, eighth, sixteenth, deepest, summary, sixteenth);
  }

  private FeatureMap run(FeatureMap features, int from, int to) {
    Value values = features.values();
    int side = features.side();
    for (int i = from; i < to; i++) {
      MobilenetPlan.Block block = MobilenetPlan.BLOCKS.get(i);
      int in = i == 0 ? MobilenetPlan.STEM : MobilenetPlan.BLOCKS.get(i - 1).channels();
      values = residual("block" + i, in, block, values);
      side /= block.stride();
    }
    return new FeatureMap(values, side);
  }

  private Value residual(String name, int in, MobilenetPlan.Block block, Value features) {
    Operators operators = layers.operators();
    Value hidden =
        block.expansion() == 1 ? features : pointwise(name + ".expand", Activation.RELU6, features);
    int wide = in * block.expansion();
    hidden = filtered(name + ".depthwise", block.stride(), wide, hidden);
    hidden = pointwise(name + ".project", Activation.NONE, hidden);
    boolean adds = in == block.channels() && block.stride() == 1;
    return adds ? operators.add(hidden, features) : hidden;
  }

  private Value pointwise(String name, Activation activation, Value features) {
    String whole = prefix + name;
    return layers.normed(whole, whole + "_bn", MobilenetPlan.EPSILON, 1, activation, features);
  }

  private Value filtered(String name, int stride, long groups, Value features) {
    String whole = prefix + name;
    long[] borders = stride == 2 ? BEHIND : AROUND;
    LayerGraph.Filter filter = new LayerGraph.Filter(whole + ".conv", stride, borders, groups);
    return layers.activated(
        Activation.RELU6, layers.normed(filter, whole + ".bn", MobilenetPlan.EPSILON, features));
  }
}
