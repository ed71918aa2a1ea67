package org.delocate.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A graph of operators in the making: inputs, constants, nodes in the order in which they are added
 * (which must be one in which they can be calculated), outputs. A graph within it, for a loop, sees
 * all of its values.
 */
public final class OnnxGraph {

  private final AtomicInteger numbers;
  private final List<ProtoMessage> nodes = new ArrayList<>();
  private final List<ProtoMessage> constants = new ArrayList<>();
  private final List<ProtoMessage> inputs = new ArrayList<>();
  private final List<ProtoMessage> outputs = new ArrayList<>();
  private final Map<String, Value> known = new HashMap<>();

  /** An empty graph. */
  public OnnxGraph() {
    this(new AtomicInteger());
  }

  private OnnxGraph(AtomicInteger numbers) {
    this.numbers = numbers;
  }

  /** A graph within this one, whose names are none of this one's. */
  public OnnxGraph body() {
    return new OnnxGraph(numbers);
  }

  /**
   * An input.
   *
   * @param meaning shape, range and what it is, for people
   * @param shape sizes of the axes: numbers, or a name for any number
   */
  public Value input(String name, ElementType type, String meaning, Object... shape) {
    inputs.add(described(name, type, meaning, shape));
    return new Value(name);
  }

  /** An input of a loop's body that is one value. */
  public Value single(ElementType type) {
    return nameless(type, new Object[0]);
  }

  /** An input of a loop's body, of any shape. */
  public Value input(ElementType type) {
    return nameless(type, null);
  }

  private Value nameless(ElementType type, Object[] shape) {
    Value input = fresh("input");
    inputs.add(described(input.name(), type, "", shape));
    return input;
  }

  /** Makes a value an output under a name, described as inputs are. */
  public void output(Value value, String name, ElementType type, String meaning, Object... shape) {
    addNode("Identity", List.of(value), new Attributes(), List.of(new Value(name)));
    outputs.add(described(name, type, meaning, shape));
  }

  /** Makes a value an output of a loop's body. */
  public void output(Value value, ElementType type) {
    outputs.add(described(value.name(), type, "", null));
  }

  /** A constant with a name of its own. */
  public Value constant(String name, ConstantTensor tensor) {
    constants.add(tensor.message(name));
    return new Value(name);
  }

  /** A constant without one. */
  public Value constant(ConstantTensor tensor) {
    return constant(fresh("constant").name(), tensor);
  }

  /** One fp32 number. */
  public Value scalar(double value) {
    float number = (float) value;
    return known.computeIfAbsent(
        "scalar " + number, key -> constant(ConstantTensor.floats(new float[] {number})));
  }

  /** A row of whole numbers, such as a shape or axes. */
  public Value integers(long... values) {
    return known.computeIfAbsent(
        "integers " + Arrays.toString(values),
        key -> constant(ConstantTensor.integers(values, values.length)));
  }

  /** A node with one output. */
  public Value node(String operator, Attributes attributes, Value... from) {
    return node(operator, 1, attributes, from).get(0);
  }

  /** A node with one output that is told nothing else. */
  public Value node(String operator, Value... from) {
    return node(operator, new Attributes(), from);
  }

  /** A node with several outputs. */
  public List<Value> node(String operator, int results, Attributes attributes, Value... from) {
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      made.add(fresh(operator));
    }
    addNode(operator, List.of(from), attributes, made);
    return made;
  }

  private Value fresh(String kind) {
    return new Value(kind + "_" + numbers.incrementAndGet());
  }

  /** A {@code NodeProto}. */
  private void addNode(
      String operator, List<Value> from, Attributes attributes, List<Value> results) {
    ProtoMessage node = new ProtoMessage();
    from.forEach(value -> node.text(1, value.name()));
    results.forEach(value -> node.text(2, value.name()));
    node.text(3, results.get(0).name() + "_node").text(4, operator);
    attributes.messages().forEach(attribute -> node.message(5, attribute));
    nodes.add(node);
  }

  /** A {@code ValueInfoProto}. */
  private static ProtoMessage described(
      String name, ElementType type, String meaning, Object[] shape) {
    ProtoMessage tensor = new ProtoMessage().integer(1, type.number());
    if (shape != null) {
      ProtoMessage sides = new ProtoMessage();
      for (Object side : shape) {
        ProtoMessage one = new ProtoMessage();
        sides.message(
            1,
            side instanceof Number number
                ? one.integer(1, number.longValue())
                : one.text(2, side.toString()));
      }
      tensor.message(2, sides);
    }
    ProtoMessage value = new ProtoMessage().text(1, name);
    value.message(2, new ProtoMessage().message(1, tensor));
    return meaning.isEmpty() ? value : value.text(3, meaning);
  }

  /** A {@code GraphProto}. */
  ProtoMessage message(String name) {
    ProtoMessage graph = new ProtoMessage();
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, name);
    constants.forEach(constant -> graph.message(5, constant));
    inputs.forEach(input -> graph.message(11, input));
    outputs.forEach(output -> graph.message(12, output));
    return graph;
  }
}
