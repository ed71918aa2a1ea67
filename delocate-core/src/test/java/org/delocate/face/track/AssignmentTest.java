package org.delocate.face.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  private static final double DEAREST = 1;

  @Test
  void neverCostsMoreThanTheBestOfAllAssignments() {
    Random random = new Random(5);
    for (int round = 0; round < 500; round++) {
      double[][] costs = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
      for (double[] row : costs) {
        for (int column = 0; column < row.length; column++) {
          row[column] =
              random.nextInt(4) == 0 ? Double.POSITIVE_INFINITY : 1.5 * random.nextDouble();
        }
      }
      int[] pairs = Assignment.leastCost(costs, DEAREST);
      assertThat(saved(costs, pairs)).isCloseTo(mostSaved(costs, 0, 0), within(1e-9));
    }
  }

  @Test
  void pairsForTheGoodOfAll() {
    // Row 0 prefers column 0, but row 1 has no other.
    double[][] costs = {{0.1, 0.2}, {0.3, Double.POSITIVE_INFINITY}};
    assertThat(Assignment.leastCost(costs, DEAREST)).containsExactly(1, 0);
  }

  @Test
  void makesNoPairThatIsTooDearOrImpossible() {
    double[][] costs = {{1.1, Double.POSITIVE_INFINITY}, {Double.POSITIVE_INFINITY, 0.9}};
    assertThat(Assignment.leastCost(costs, DEAREST)).containsExactly(Assignment.NONE, 1);
  }

  @Test
  void knowsEmptySides() {
    assertThat(Assignment.leastCost(new double[0][], DEAREST)).isEmpty();
    assertThat(Assignment.leastCost(new double[2][0], DEAREST))
        .containsExactly(Assignment.NONE, Assignment.NONE);
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  /** What the pairs save; fails where a column is used twice or a pair is impossible. */
  private static double saved(double[][] costs, int[] pairs) {
    boolean[] used = new boolean[costs[0].length];
    double saved = 0;
    for (int row = 0; row < pairs.length; row++) {
      if (pairs[row] != Assignment.NONE) {
        assertThat(used[pairs[row]]).isFalse();
        used[pairs[row]] = true;
        assertThat(costs[row][pairs[row]]).isLessThan(DEAREST);
        saved += DEAREST - costs[row][pairs[row]];
      }
    }
    return saved;
  }

  /** Tries everything. */
  private static double mostSaved(double[][] costs, int row, int usedColumns) {
    if (row == costs.length) {
      return 0;
    }
    double best = mostSaved(costs, row + 1, usedColumns);
    for (int column = 0; column < costs[0].length; column++) {
      if ((usedColumns & 1 << column) == 0 && costs[row][column] < DEAREST) {
        best =
            Math.max(
                best,
                DEAREST
                    - costs[row][column]
                    + mostSaved(costs, row + 1, usedColumns | 1 << column));
      }
    }
    return best;
  }
}
