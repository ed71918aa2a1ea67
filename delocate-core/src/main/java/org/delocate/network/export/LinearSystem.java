package org.delocate.network.export;

import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.ElementType;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/**
 * Solves {@code A x = b} for symmetric positive definite {@code A}, where the engine decomposes by
 * Cholesky: ONNX has no operator for either. Gauss and Jordan's elimination without a search for
 * pivots, which such matrices do not need, a few rows at a time: a loop over blocks, in each of
 * which a loop over its rows makes the block's own part the identity.
 *
 * <p>One step, for rows and columns {@code k} of {@code W = [A | b]}, is {@code W − (W[:,k] −
 * I[:,k]) X} with {@code X = W[k,k]⁻¹ W[k,:]}. After the last, {@code W = [I | x]}.
 */
final class LinearSystem {

  /** Rows of a block: few enough for a small inner loop, enough for good products of matrices. */
  private static final int MOST_ROWS = 16;

  private final int size;
  private final int rows;

  /**
   * A system of any number of samples.
   *
   * @param size unknowns of a sample
   */
  LinearSystem(int size) {
    this.size = size;
    int most = MOST_ROWS;
    while (size % most != 0) {
      most--;
    }
    rows = most;
  }

  /**
   * Solves.
   *
   * @param matrix {@code [B, n, n]}
   * @param aims {@code [B, n, 1]}
   * @return {@code [B, n, 1]}
   */
  Value solution(OnnxGraph graph, Value matrix, Value aims) {
    Operators operators = new Operators(graph);
    Value both = operators.concatenate(2, matrix, aims);
    Value identity = identity(graph, size);
    Value identityOfBlock = identity(graph, rows);
    Value range = graph.constant(ConstantTensor.integers(range(), rows));
    Value solved =
        loop(
            graph,
            size / rows,
            both,
            (inner, block, state) -> {
              Operators within = new Operators(inner);
              Value numbers = within.add(within.multiply(block, whole(inner, rows)), range);
              Value ours = within.gather(state, numbers, 1); // [B, r, n + 1]
              Value square = within.gather(ours, numbers, 2); // [B, r, r]
              Value reduced =
                  eliminated(inner, within.concatenate(2, square, ours), identityOfBlock);
              Value found = within.slice(reduced, 2, rows, size + 1L); // [B, r, n + 1]
              Value columns =
                  within.subtract(
                      within.gather(state, numbers, 2), within.gather(identity, numbers, 1));
              return within.subtract(state, within.product(columns, found));
            });
    return operators.slice(solved, 2, size, 1);
  }

  /** Makes the first square of {@code [B, r, …]} the identity, row by row. */
  private Value eliminated(OnnxGraph graph, Value rectangle, Value identity) {
    return loop(
        graph,
        rows,
        rectangle,
        (inner, row, state) -> {
          Operators within = new Operators(inner);
          Value number = within.reshape(row, 1);
          Value ours = within.gather(state, number, 1); // [B, 1, …]
          Value pivot = within.gather(ours, number, 2); // [B, 1, 1]
          Value scaled = within.divide(ours, pivot);
          Value column =
              within.subtract(
                  within.gather(state, number, 2), within.gather(identity, number, 1)); // [B, r, 1]
          return within.subtract(state, within.multiply(column, scaled));
        });
  }

  /** What is done with a value each time. */
  private interface Step {
    Value next(OnnxGraph graph, Value number, Value state);
  }

  private static Value loop(OnnxGraph graph, long times, Value first, Step step) {
    OnnxGraph body = graph.body();
    Value number = body.single(ElementType.INT64);
    Value goesOn = body.single(ElementType.BOOL);
    Value state = body.input(ElementType.FLOAT);
    Value next = step.next(body, number, state);
    body.output(body.node("Identity", goesOn), ElementType.BOOL);
    body.output(next, ElementType.FLOAT);
    Value count = graph.constant(ConstantTensor.integers(new long[] {times}));
    return graph.node("Loop", new Attributes().graph("body", body), count, Value.NONE, first);
  }

  private static Value whole(OnnxGraph graph, long number) {
    return graph.constant(ConstantTensor.integers(new long[] {number}));
  }

  /** {@code [size, size]}. */
  static Value identity(OnnxGraph graph, int size) {
    float[] values = new float[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return graph.constant(ConstantTensor.floats(values, size, size));
  }

  private long[] range() {
    long[] range = new long[rows];
    for (int i = 0; i < rows; i++) {
      range[i] = i;
    }
    return range;
  }
}
