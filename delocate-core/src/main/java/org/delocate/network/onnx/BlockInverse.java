package org.delocate.network.onnx;

import java.util.List;

/**
 * Inverses of small matrices, symmetric and positive definite: the elimination of {@link
 * LinearSystem} on {@code [A | I]}, a few rows at a time and written out, as a loop would take
 * longer for its turns than for their numbers.
 */
final class BlockInverse {

  /** Rows of a matrix: some steps, as few as pay for what is done with each block. */
  static final int SIZE = 16;

  private static final int STEP = CofactorInverse.SIZE;

  private final CofactorInverse inverse;
  private final Value identity;
  private final Value twice;

  /**
   * What all inverses of a graph, and of graphs within it, have in common.
   *
   * @param like has as many samples as the matrices
   */
  BlockInverse(OnnxGraph graph, Value like) {
    Operators operators = new Operators(graph);
    Attributes first = new Attributes().integer("start", 0).integer("end", 1);
    Value samples = graph.node("Shape", first, like);
    Value shape = operators.concatenate(0, samples, graph.integers(1, 1));
    identity = graph.node("Expand", LinearSystem.identity(graph, SIZE), shape);
    twice = LinearSystem.diagonal(graph, SIZE, 2);
    inverse = new CofactorInverse(graph);
  }

  /**
   * An inverse.
   *
   * @param graph where the nodes go
   * @param matrix {@code [B, SIZE, SIZE]}
   */
  Value of(OnnxGraph graph, Value matrix) {
    Operators operators = new Operators(graph);
    Value state = operators.concatenate(2, matrix, identity);
    for (int row = 0; row < SIZE; row += STEP) {
      state = eliminated(graph, state, row);
    }
    return improved(operators, matrix, operators.slice(state, 2, SIZE, SIZE));
  }

  /** Rows that are done with go behind the others, columns stay where they are. */
  private Value eliminated(OnnxGraph graph, Value state, int from) {
    Operators operators = new Operators(graph);
    List<Value> rows =
        graph.node(
            "Split",
            2,
            new Attributes().integer("axis", 1),
            state,
            graph.integers(STEP, SIZE - STEP));
    Value ours = rows.get(0);
    Value others = rows.get(1);
    Value square = operators.slice(ours, 2, from, STEP);
    Value scaled = operators.product(inverse.of(operators, square), ours);
    Value columns = operators.slice(others, 2, from, STEP);
    return operators.concatenate(
        1, operators.subtract(others, operators.product(columns, scaled)), scaled);
  }

  /** A step of Newton's, {@code X (2 I − A X)}, makes up for digits that cofactors lose. */
  private Value improved(Operators operators, Value matrix, Value inverted) {
    return operators.product(
        inverted, operators.subtract(twice, operators.product(matrix, inverted)));
  }
}
