package org.delocate.network.recovering;

import org.delocate.network.input.RecoveringSettings;

/**
 * The fixed two-dimensional sine-cosine position embedding of MAE (He et al., 2022): the first half
 * of the channels encodes the column, the second half the row; each half holds sines, then cosines,
 * of the position at frequencies {@code 10000^(-i / (width/4))}.
 */
public final class PositionEmbedding {

  private PositionEmbedding() {}

  /**
   * The kind that a card names, one row per patch, row-major.
   *
   * @param width channels, a multiple of 4
   * @param grid patches along one side
   * @return {@code grid * grid * width} values
   */
  public static float[] of(RecoveringSettings.Positions positions, int width, int grid) {
    return switch (positions) {
      case SINE_COSINE -> sineCosine(width, grid);
    };
  }

  /**
   * One row per patch, row-major.
   *
   * @param width channels, a multiple of 4
   * @param grid patches along one side
   * @return {@code grid * grid * width} values
   */
  private static float[] sineCosine(int width, int grid) {
    if (width % 4 != 0) {
      throw new IllegalArgumentException("embedding width " + width + " is no multiple of 4");
    }
    int quarter = width / 4;
    float[] table = new float[grid * grid * width];
    for (int row = 0; row < grid; row++) {
      for (int column = 0; column < grid; column++) {
        int start = (row * grid + column) * width;
        for (int i = 0; i < quarter; i++) {
          double frequency = Math.pow(10000, -(double) i / quarter);
          table[start + i] = (float) Math.sin(column * frequency);
          table[start + quarter + i] = (float) Math.cos(column * frequency);
          table[start + 2 * quarter + i] = (float) Math.sin(row * frequency);
          table[start + 3 * quarter + i] = (float) Math.cos(row * frequency);
        }
      }
    }
    return table;
  }
}
