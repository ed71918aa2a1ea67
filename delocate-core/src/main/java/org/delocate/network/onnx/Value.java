package org.delocate.network.onnx;

/**
 * A tensor of a graph: an input, a constant, or what a node makes.
 *
 * @param name unique in the model; empty for an input that a node does without
 */
public record Value(String name) {

  /** An input that a node does without. */
  public static final Value NONE = new Value("");
}
