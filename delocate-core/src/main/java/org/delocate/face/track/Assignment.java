package org.delocate.face.track;

import java.util.Arrays;

/** Pairs rows with columns so that the sum of costs is least: the Hungarian method. */
final class Assignment {

  /** Stands for a row that has no column. */
  static final int NONE = -1;

  private Assignment() {}

  /**
   * The pairs of least total cost, where a row or column without partner costs half of {@code
   * dearest}: no pair dearer than that is made.
   *
   * @param costs {@code costs[row][column]}, rows of equal length; infinite where a pair is
   *     impossible
   * @param dearest cost of a pair that is only just made
   * @return for each row its column, or {@link #NONE}
   */
  static int[] leastCost(double[][] costs, double dearest) {
    int rows = costs.length;
    int columns = rows == 0 ? 0 : costs[0].length;
    int side = Math.max(rows, columns);
    // What a pair saves against leaving both alone, as a cost not above 0; padding saves nothing.
    double[][] square = new double[side][side];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        square[row][column] = Math.min(0, costs[row][column] - dearest);
      }
    }
    int[] columnOfRow = solve(square);
    int[] result = new int[rows];
    for (int row = 0; row < rows; row++) {
      int column = columnOfRow[row];
      result[row] = column < columns && square[row][column] < 0 ? column : NONE;
    }
    return result;
  }

  /**
   * Kuhn and Munkres with potentials: rows enter one by one, each along the cheapest alternating
   * path. Index 0 of the helper arrays is the row that is entering.
   */
  private static int[] solve(double[][] costs) {
    int side = costs.length;
    double[] rowPotential = new double[side + 1];
    double[] columnPotential = new double[side + 1];
    int[] rowOfColumn = new int[side + 1];
    for (int entering = 1; entering <= side; entering++) {
      rowOfColumn[0] = entering;
      double[] slack = new double[side + 1];
      Arrays.fill(slack, Double.POSITIVE_INFINITY);
      int[] cameFrom = new int[side + 1];
      boolean[] visited = new boolean[side + 1];
      int column = 0;
      while (rowOfColumn[column] != 0) {
        visited[column] = true;
        int row = rowOfColumn[column];
        int next = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 1; j <= side; j++) {
          if (visited[j]) {
            continue;
          }
          double reduced = costs[row - 1][j - 1] - rowPotential[row] - columnPotential[j];
          if (reduced < slack[j]) {
            slack[j] = reduced;
            cameFrom[j] = column;
          }
          if (slack[j] < least) {
            least = slack[j];
            next = j;
          }
        }
        for (int j = 0; j <= side; j++) {
          if (visited[j]) {
            rowPotential[rowOfColumn[j]] += least;
            columnPotential[j] -= least;
          } else {
            slack[j] -= least;
          }
        }
        column = next;
      }
      while (column != 0) {
        int previous = cameFrom[column];
        rowOfColumn[column] = rowOfColumn[previous];
        column = previous;
      }
    }
    int[] columnOfRow = new int[side];
    for (int column = 1; column <= side; column++) {
      columnOfRow[rowOfColumn[column] - 1] = column - 1;
    }
    return columnOfRow;
  }
}
