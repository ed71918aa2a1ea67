package org.delocate.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Inverses of the smallest matrices, by cofactors (Cramer's rule): a handful of nodes, none of
 * which waits for a pivot. Values are read by products with zeros and ones, which take a fraction
 * of the time of {@code Gather}.
 *
 * <p>A cofactor is a sum of six products of three values each, one of each row and column that are
 * not its own. With rows and columns counted in a circle from the one behind its own, the sign of a
 * product is that of the place in the matrix and of the direction in which columns are taken.
 *
 * <p>Products of four values must be within fp32's range: values from 1e-9 to 1e9. Of matrices
 * whose rows are nearly the same cofactors lose more digits than elimination does.
 */
final class CofactorInverse {

  /** Rows of a matrix: of five, cofactors would have four times as many products. */
  static final int SIZE = 4;

  private static final int VALUES = SIZE * SIZE;

  /** Values of a product, rows of a minor. */
  private static final int FACTORS = SIZE - 1;

  /** Columns from one value of a product to the next, in a circle of three: onwards or back. */
  private static final int[] DIRECTIONS = {1, FACTORS - 1};

  /** Products of all cofactors. */
  private static final int PRODUCTS = VALUES * FACTORS * DIRECTIONS.length;

  private final List<Value> factors = new ArrayList<>();
  private final Value sums;
  private final Value mean;

  /** What all inverses of a graph, and of graphs within it, have in common. */
  CofactorInverse(OnnxGraph graph) {
    for (int factor = 0; factor < FACTORS; factor++) {
      factors.add(graph.constant(ConstantTensor.floats(reading(factor), VALUES, PRODUCTS)));
    }
    sums = graph.constant(ConstantTensor.floats(signs(), PRODUCTS, VALUES));
    // Along each row, values times cofactors are the determinant.
    float[] shares = new float[VALUES * VALUES];
    Arrays.fill(shares, 1f / SIZE);
    mean = graph.constant(ConstantTensor.floats(shares, VALUES, VALUES));
  }

  /**
   * An inverse.
   *
   * @param operators of the graph where the nodes go
   * @param matrix symmetric, {@code [B, SIZE, SIZE]}
   */
  Value of(Operators operators, Value matrix) {
    Value values = operators.reshape(matrix, -1, VALUES);
    Value products = operators.product(values, factors.get(0));
    for (Value factor : factors.subList(1, FACTORS)) {
      products = operators.multiply(products, operators.product(values, factor));
    }
    Value cofactors = operators.product(products, sums);
    Value determinant = operators.product(operators.multiply(values, cofactors), mean);
    return operators.reshape(operators.divide(cofactors, determinant), -1, SIZE, SIZE);
  }

  /** {@code [VALUES, PRODUCTS]}: 1 where a value is the product's factor of a number. */
  private static float[] reading(int factor) {
    float[] reading = new float[VALUES * PRODUCTS];
    int product = 0;
    for (int place = 0; place < VALUES; place++) {
      for (int first = 0; first < FACTORS; first++) {
        for (int direction : DIRECTIONS) {
          int row = (place / SIZE + 1 + factor) % SIZE;
          int column = (place % SIZE + 1 + (first + direction * factor) % FACTORS) % SIZE;
          reading[(row * SIZE + column) * PRODUCTS + product++] = 1;
        }
      }
    }
    return reading;
  }

  /** {@code [PRODUCTS, VALUES]}: with which sign a product counts for a cofactor. */
  private static float[] signs() {
    float[] signs = new float[PRODUCTS * VALUES];
    int product = 0;
    for (int place = 0; place < VALUES; place++) {
      int sign = (place / SIZE + place % SIZE) % 2 == 0 ? 1 : -1;
      for (int first = 0; first < FACTORS; first++) {
        signs[product++ * VALUES + place] = sign;
        signs[product++ * VALUES + place] = -sign;
      }
    }
    return signs;
  }
}
