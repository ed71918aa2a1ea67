package org.delocate.media.colour;

/** Three by three matrices of colours, by rows. */
final class Matrices {

  private Matrices() {}

  static double[] times(double[][] matrix, double x, double y, double z) {
    double[] product = new double[3];
    for (int row = 0; row < 3; row++) {
      product[row] = matrix[row][0] * x + matrix[row][1] * y + matrix[row][2] * z;
    }
    return product;
  }

  static double[][] times(double[][] one, double[][] other) {
    double[][] product = new double[3][3];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        for (int i = 0; i < 3; i++) {
          product[row][column] += one[row][i] * other[i][column];
        }
      }
    }
    return product;
  }

  static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        int r1 = (column + 1) % 3;
        int r2 = (column + 2) % 3;
        int c1 = (row + 1) % 3;
        int c2 = (row + 2) % 3;
        inverse[row][column] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
      }
      determinant += m[0][row] * inverse[row][0];
    }
    for (double[] row : inverse) {
      for (int column = 0; column < 3; column++) {
        row[column] /= determinant;
      }
    }
    return inverse;
  }

  /**
   * Light of some primaries to XYZ.
   *
   * @param chromaticities x and y of red, green, blue and white
   */
  static double[][] toXyz(double... chromaticities) {
    double[][] columns = new double[3][3];
    double[] white = new double[3];
    for (int i = 0; i < 4; i++) {
      double x = chromaticities[2 * i];
      double y = chromaticities[2 * i + 1];
      double[] xyz = {x / y, 1, (1 - x - y) / y};
      for (int row = 0; row < 3; row++) {
        if (i < 3) {
          columns[row][i] = xyz[row];
        } else {
          white[row] = xyz[row];
        }
      }
    }
    double[] shares = times(inverse(columns), white[0], white[1], white[2]);
    for (double[] row : columns) {
      for (int i = 0; i < 3; i++) {
        row[i] *= shares[i];
      }
    }
    return columns;
  }
}
