package org.delocate.network.onnx;

import java.util.ArrayList;
import java.util.List;

/** What a node is told beside its inputs, such as strides; each call adds one. */
public final class Attributes {

  private static final int REAL = 1;
  private static final int INTEGER = 2;
  private static final int TEXT = 3;
  private static final int GRAPH = 5;
  private static final int INTEGERS = 7;

  private final List<ProtoMessage> messages = new ArrayList<>();

  /** A number. */
  public Attributes real(String name, double value) {
    return add(name, REAL, new ProtoMessage().real(2, (float) value));
  }

  /** A whole number. */
  public Attributes integer(String name, long value) {
    return add(name, INTEGER, new ProtoMessage().integer(3, value));
  }

  /** Whole numbers. */
  public Attributes integers(String name, long... values) {
    ProtoMessage all = new ProtoMessage();
    for (long value : values) {
      all.integer(8, value);
    }
    return add(name, INTEGERS, all);
  }

  /** A word. */
  public Attributes text(String name, String value) {
    return add(name, TEXT, new ProtoMessage().text(4, value));
  }

  /** What a loop does each time. */
  public Attributes graph(String name, OnnxGraph body) {
    return add(name, GRAPH, new ProtoMessage().message(6, body.message(name)));
  }

  /** An {@code AttributeProto}, whose name comes first and whose type comes last. */
  private Attributes add(String name, int type, ProtoMessage value) {
    messages.add(new ProtoMessage().text(1, name).append(value).integer(20, type));
    return this;
  }

  List<ProtoMessage> messages() {
    return messages;
  }
}
