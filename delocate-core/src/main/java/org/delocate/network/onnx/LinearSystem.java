package org.delocate.network.onnx;

/**
 * Solves {@code A x = b} for symmetric positive definite {@code A}, where the engine decomposes by
 * Cholesky: ONNX has no operator for either. Gauss and Jordan's elimination without a search for
 * pivots, which such matrices do not need, some rows at a time: a loop over large blocks of rows,
 * in each of which a loop over small ones solves the block's own system. What a program takes for
 * each node, however small, decides how long it all lasts; so there are few, and none for a row.
 *
 * <p>One step, for {@code [P R; C D]} with the block's square {@code P}, finds {@code X = P⁻¹ R}
 * and leaves {@code [D − C X; X]}: without the columns that are done with, and with the block's
 * rows behind the others. After the last they are in order again, and all that is left is {@code
 * x}.
 */
public final class LinearSystem {

  /**
   * Rows of a large block: fewer would mean more passes over the whole matrix, more would mean
   * larger ones over the block.
   */
  private static final int BLOCK = 64;

  /** As an end: of however many there are. */
  private static final long ALL = Long.MAX_VALUE;

  private final int size;
  private final int rows;

  /**
   * A system of any number of samples.
   *
   * @param size unknowns of a sample
   */
  public LinearSystem(int size) {
    this.size = size;
    int block = size > BLOCK ? BLOCK : BlockInverse.SIZE;
    rows = (size + block - 1) / block * block;
  }

  /**
   * Solves.
   *
   * @param matrix {@code [B, n, n]}
   * @param aims {@code [B, n, 1]}
   * @return {@code [B, n, 1]}
   */
  public Value solution(OnnxGraph graph, Value matrix, Value aims) {
    Operators operators = new Operators(graph);
    boolean full = size == rows;
    Value both = full ? operators.concatenate(2, matrix, aims) : filled(operators, matrix, aims);
    Value solved = solved(graph, both, rows, new BlockInverse(graph, both));
    return full ? solved : operators.slice(solved, 1, 0, size);
  }

  /** {@code [A | b]} with further unknowns, which are 0, so that there are whole blocks. */
  private Value filled(Operators operators, Value matrix, Value aims) {
    OnnxGraph graph = operators.graph();
    int more = rows - size;
    Value both =
        operators.concatenate(
            2,
            graph.node("Pad", matrix, graph.integers(0, 0, 0, 0, more, more)),
            graph.node("Pad", aims, graph.integers(0, 0, 0, 0, more, 0)));
    float[] ones = new float[rows * (rows + 1)];
    for (int i = size; i < rows; i++) {
      ones[i * (rows + 1) + i] = 1;
    }
    return operators.add(both, graph.constant(ConstantTensor.floats(ones, rows, rows + 1L)));
  }

  /** {@code A⁻¹ B} of {@code [A | B]}, with a number of unknowns that blocks divide. */
  private static Value solved(OnnxGraph graph, Value both, int unknowns, BlockInverse inverse) {
    if (unknowns == BlockInverse.SIZE) {
      return solvedAtOnce(graph, both, inverse);
    }
    int block = unknowns > BLOCK ? BLOCK : BlockInverse.SIZE;
    return loop(
        graph,
        unknowns / block,
        both,
        (inner, state) -> {
          Operators within = new Operators(inner);
          Value found = solved(inner, within.slice(state, 1, 0, block), block, inverse);
          Value columns = part(inner, state, block, ALL, 0, block);
          Value others = part(inner, state, block, ALL, block, ALL);
          Value left = within.subtract(others, within.product(columns, found));
          return within.concatenate(1, left, found);
        });
  }

  /**
   * A product with an inverse loses digits that elimination keeps, the more the worse {@code A} is
   * conditioned. What it leaves over, {@code B − A X}, brings them back.
   */
  private static Value solvedAtOnce(OnnxGraph graph, Value both, BlockInverse inverse) {
    Operators operators = new Operators(graph);
    Value square = operators.slice(both, 2, 0, BlockInverse.SIZE);
    Value aims = part(graph, both, 0, ALL, BlockInverse.SIZE, ALL);
    Value inverted = inverse.of(graph, square);
    Value found = operators.product(inverted, aims);
    Value leftOver = operators.subtract(aims, operators.product(square, found));
    return operators.add(found, operators.product(inverted, leftOver));
  }

  /** Some rows and columns. */
  private static Value part(
      OnnxGraph graph, Value value, long fromRow, long toRow, long fromColumn, long toColumn) {
    return graph.node(
        "Slice",
        value,
        graph.integers(fromRow, fromColumn),
        graph.integers(toRow, toColumn),
        graph.integers(1, 2));
  }

  /** What is done with a value each time. */
  private interface Step {
    Value next(OnnxGraph graph, Value state);
  }

  private static Value loop(OnnxGraph graph, long times, Value first, Step step) {
    OnnxGraph body = graph.body();
    body.single(ElementType.INT64); // the number of the turn, which all bodies are told
    Value goesOn = body.single(ElementType.BOOL);
    Value state = body.input(ElementType.FLOAT);
    Value next = step.next(body, state);
    body.output(body.node("Identity", goesOn), ElementType.BOOL);
    body.output(next, ElementType.FLOAT);
    Value count = graph.constant(ConstantTensor.integers(new long[] {times}));
    return graph.node("Loop", new Attributes().graph("body", body), count, Value.NONE, first);
  }

  /** {@code [size, size]}. */
  public static Value identity(OnnxGraph graph, int size) {
    return diagonal(graph, size, 1);
  }

  /** {@code [size, size]} with one number all along the diagonal. */
  static Value diagonal(OnnxGraph graph, int size, float number) {
    float[] values = new float[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = number;
    }
    return graph.constant(ConstantTensor.floats(values, size, size));
  }
}
