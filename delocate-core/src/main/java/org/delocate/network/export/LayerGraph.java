package org.delocate.network.export;

import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.texture.TextureViews;

/**
 * The layers that all our networks share, as {@code network.layer} has them, each with the weights
 * of a name.
 *
 * @param operators of the graph that the nodes go to
 * @param weights of the same graph
 */
record LayerGraph(Operators operators, StoredWeights weights) {

  /** Of all batch normalisations but MobileNetV2's. */
  static final double EPSILON = 1e-5;

  private static final double LAYER_NORM_EPSILON = 1e-6;

  OnnxGraph graph() {
    return operators.graph();
  }

  /**
   * A Gaussian blur, as two products with a matrix: what lies {@code border} pixels within {@code
   * [B, C, whole, whole]} as {@code [B, C, side, side]}.
   */
  Value blurred(Value images, int whole, int border, int side, double deviation) {
    float[] weights = TextureViews.blur(whole, border, side, deviation);
    Value down = graph().constant(ConstantTensor.floats(weights, side, whole));
    return operators.product(operators.product(down, images), operators.transpose(down, 1, 0));
  }

  /** A convolution with "same" padding, and a bias if there is one. */
  Value convolution(String name, int stride, Value features) {
    return convolution(
        new Filter(name, stride, around(name), 1),
        features,
        weights.get(name + ".weight"),
        weights.has(name + ".bias") ? weights.get(name + ".bias") : Value.NONE);
  }

  /**
   * How a convolution goes over a map.
   *
   * @param name of its weights
   * @param borders above, at the left, below and at the right
   */
  record Filter(String name, int stride, long[] borders, long groups) {}

  /** The borders with which a map stays as large as it is. */
  private long[] around(String name) {
    long[] shape = weights.shape(name + ".weight");
    long up = shape[2] / 2;
    long aside = shape[3] / 2;
    return new long[] {up, aside, up, aside};
  }

  private Value convolution(Filter filter, Value features, Value kernels, Value biases) {
    long[] shape = weights.shape(filter.name() + ".weight");
    Attributes how =
        new Attributes()
            .integers("kernel_shape", shape[2], shape[3])
            .integers("strides", filter.stride(), filter.stride())
            .integers("pads", filter.borders())
            .integer("group", filter.groups());
    return biases.equals(Value.NONE)
        ? graph().node("Conv", how, features, kernels)
        : graph().node("Conv", how, features, kernels, biases);
  }

  /** A convolution and the batch normalisation behind it. */
  Value normed(Filter filter, String norm, double epsilon, Value features) {
    if (weights.isReady()) {
      StoredWeights.Convolution both = weights.normed(filter.name(), norm, epsilon);
      return convolution(filter, features, both.weights(), both.biases());
    }
    String bias = filter.name() + ".bias";
    return graph()
        .node(
            "BatchNormalization",
            new Attributes().real("epsilon", epsilon),
            convolution(
                filter,
                features,
                weights.get(filter.name() + ".weight"),
                weights.has(bias) ? weights.get(bias) : Value.NONE),
            weights.get(norm + ".weight"),
            weights.get(norm + ".bias"),
            weights.get(norm + ".running_mean"),
            weights.get(norm + ".running_var"));
  }

  /** A convolution with "same" padding, batch normalisation and an activation. */
  Value normed(String convolution, String norm, int stride, Activation activation, Value features) {
    return normed(convolution, norm, EPSILON, stride, activation, features);
  }

  /** The same with another number that is added to variances. */
  Value normed(
      String convolution,
      String norm,
      double epsilon,
      int stride,
      Activation activation,
      Value features) {
    Filter filter = new Filter(convolution, stride, around(convolution), 1);
    return activated(activation, normed(filter, norm, epsilon, features));
  }

  Value activated(Activation activation, Value values) {
    return switch (activation) {
      case NONE -> values;
      case RELU -> operators.each("Relu", values);
      case RELU6 -> operators.within(values, 0, 6);
      case GELU -> gelu(values);
    };
  }

  /** The exact one, as ONNX Runtime knows it again; its own operator came with the set 20. */
  private Value gelu(Value values) {
    Value error = operators.each("Erf", operators.divide(values, graph().scalar(Math.sqrt(2.0))));
    return operators.multiply(operators.multiply(values, operators.add(error, 1)), 0.5);
  }

  /** {@code [..., in] -> [..., out]}. */
  Value linear(String name, Value features) {
    return operators.add(
        operators.product(features, weights.turned(name + ".weight")), weights.get(name + ".bias"));
  }

  /** Of the last axis. */
  Value layerNorm(String name, Value features) {
    return graph()
        .node(
            "LayerNormalization",
            new Attributes().integer("axis", -1).real("epsilon", LAYER_NORM_EPSILON),
            features,
            weights.get(name + ".weight"),
            weights.get(name + ".bias"));
  }

  /** 0..1 becomes -1..1. */
  Value centred(Value pixels) {
    return operators.multiply(operators.add(pixels, -0.5), 2);
  }

  /** {@code [B, C, H, W] -> [B, C, 1, 1]}, 0 to 1. */
  Value channelWeights(String name, Value features) {
    Value squeezed =
        activated(
            Activation.RELU,
            convolution(name + ".squeeze", 1, operators.reduce("Mean", features, 2, 3)));
    return operators.each("Sigmoid", convolution(name + ".excite", 1, squeezed));
  }

  /** Concurrent spatial and channel squeeze and excitation, "scSE". */
  Value attended(String name, Value features) {
    Value places = operators.each("Sigmoid", convolution(name + ".places", 1, features));
    return operators.add(
        operators.multiply(features, places),
        operators.multiply(features, channelWeights(name + ".channels", features)));
  }

  /** 3×3 with stride 2; ties do not matter to the greatest value. */
  Value maxPool(Value features) {
    return graph()
        .node(
            "MaxPool",
            new Attributes()
                .integers("kernel_shape", 3, 3)
                .integers("strides", 2, 2)
                .integers("pads", 1, 1, 1, 1),
            features);
  }

  /** Mean of 3×3; at borders of what there is. */
  Value smoothed(Value features) {
    return graph()
        .node(
            "AveragePool",
            new Attributes()
                .integers("kernel_shape", 3, 3)
                .integers("strides", 1, 1)
                .integers("pads", 1, 1, 1, 1)
                .integer("count_include_pad", 0),
            features);
  }
}
