package org.delocate.network.onnx;

import java.util.stream.LongStream;

/**
 * The operators of a graph by what they do to tensors, so that a network's graph reads as its
 * module does. Axes count from 0, and negative ones from the end.
 *
 * @param graph where the nodes go
 */
public record Operators(OnnxGraph graph) {

  public Value add(Value one, Value other) {
    return graph.node("Add", one, other);
  }

  public Value add(Value value, double number) {
    return add(value, graph.scalar(number));
  }

  public Value subtract(Value one, Value other) {
    return graph.node("Sub", one, other);
  }

  public Value multiply(Value one, Value other) {
    return graph.node("Mul", one, other);
  }

  public Value multiply(Value value, double number) {
    return multiply(value, graph.scalar(number));
  }

  public Value divide(Value one, Value other) {
    return graph.node("Div", one, other);
  }

  public Value square(Value value) {
    return multiply(value, value);
  }

  /** A product of matrices, the two last axes. */
  public Value product(Value one, Value other) {
    return graph.node("MatMul", one, other);
  }

  /** An operator that looks at each value by itself, such as {@code Relu}. */
  public Value each(String operator, Value value) {
    return graph.node(operator, value);
  }

  /** The same values as another type; what is no whole number is cut towards 0 where it has to. */
  public Value as(ElementType type, Value value) {
    return graph.node("Cast", new Attributes().integer("to", type.number()), value);
  }

  /** Values within two ends. */
  public Value within(Value value, double lowest, double highest) {
    return graph.node("Clip", value, graph.scalar(lowest), graph.scalar(highest));
  }

  /** The same values in another shape, of which one size may be -1: what is left. */
  public Value reshape(Value value, long... shape) {
    return graph.node("Reshape", value, graph.integers(shape));
  }

  public Value transpose(Value value, long... axes) {
    return graph.node("Transpose", new Attributes().integers("perm", axes), value);
  }

  /** Repeats axes of length 1, as far as the shape is larger; where it has 1, nothing changes. */
  public Value expand(Value value, long... shape) {
    return graph.node("Expand", value, graph.integers(shape));
  }

  /** Tensors one after the other along an axis. */
  public Value concatenate(long axis, Value... parts) {
    return graph.node("Concat", new Attributes().integer("axis", axis), parts);
  }

  /** A stretch of one axis. */
  public Value slice(Value value, long axis, long from, long length) {
    return graph.node(
        "Slice", value, graph.integers(from), graph.integers(from + length), graph.integers(axis));
  }

  /** With an axis of length 1 more. */
  public Value unsqueeze(Value value, long axis) {
    return graph.node("Unsqueeze", value, graph.integers(axis));
  }

  /** Without an axis of length 1. */
  public Value squeeze(Value value, long axis) {
    return graph.node("Squeeze", value, graph.integers(axis));
  }

  /** {@code Sum}, {@code Mean} or {@code Max} over axes, which stay with length 1. */
  public Value reduce(String kind, Value value, long... axes) {
    return graph.node(
        "Reduce" + kind, new Attributes().integer("keepdims", 1), value, graph.integers(axes));
  }

  /** Rows by number along an axis. */
  public Value gather(Value value, Value numbers, long axis) {
    return graph.node("Gather", new Attributes().integer("axis", axis), value, numbers);
  }

  /** Rows of each sample: {@code [B, N, D]} and {@code [B, K]} to {@code [B, K, D]}. */
  public Value take(Value rows, Value numbers) {
    return graph.node(
        "GatherND", new Attributes().integer("batch_dims", 1), rows, unsqueeze(numbers, -1));
  }

  /** 1 at the number of each value, 0 elsewhere: {@code [..., K] -> [..., K, count]}. */
  public Value oneHot(Value numbers, long count) {
    Value values = graph.constant(ConstantTensor.floats(new float[] {0, 1}, 2));
    return graph.node(
        "OneHot", new Attributes().integer("axis", -1), numbers, graph.integers(count), values);
  }

  /** Frames the two last axes: {@code [B, C, H, W] -> [B, C, H + 2 border, W + 2 border]}. */
  public Value framed(Value value, long border, double number) {
    if (border == 0) {
      return value;
    }
    long[] pads = LongStream.of(0, 0, border, border, 0, 0, border, border).toArray();
    return graph.node(
        "Pad",
        new Attributes().text("mode", "constant"),
        value,
        graph.integers(pads),
        graph.scalar(number));
  }

  /**
   * Bilinear enlargement, or reduction, of the two last of four axes; pixel centres are aligned.
   * That is {@code half_pixel}, not {@code pytorch_half_pixel}, which differs from the engine where
   * one pixel is left.
   */
  public Value resized(Value value, long height, long width) {
    Attributes how =
        new Attributes()
            .text("mode", "linear")
            .text("coordinate_transformation_mode", "half_pixel")
            .integers("axes", 2, 3);
    return graph.node("Resize", how, value, Value.NONE, Value.NONE, graph.integers(height, width));
  }
}
