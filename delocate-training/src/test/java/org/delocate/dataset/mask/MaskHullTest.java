package org.delocate.dataset.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MaskHullTest {

  @Test
  void theHullOfTwoCornersIsTheLineBetweenThem() {
    float[] truth = new float[25];
    truth[0] = 1;
    truth[24] = 1;
    float[] hull = MaskHull.of(truth, 5);
    for (int i = 0; i < 25; i++) {
      assertThat(hull[i]).isEqualTo(i % 6 == 0 ? 1f : 0f);
    }
    assertThat(MaskHull.of(new float[25], 5)).containsOnly(0f);
  }

  /** A pixel is in the hull of a set if some triangle of the set's pixels holds it. */
  @Test
  void theHullIsThatOfTheSlowDefinition() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 20; round++) {
      int side = 8;
      float[] truth = new float[side * side];
      for (int i = 0; i < 6; i++) {
        truth[random.nextInt(truth.length)] = 1;
      }
      float[] hull = MaskHull.of(truth, side);
      for (int pixel = 0; pixel < truth.length; pixel++) {
        assertThat(hull[pixel] == 1).isEqualTo(inSomeTriangle(truth, pixel, side));
      }
    }
  }

  private static boolean inSomeTriangle(float[] truth, int pixel, int side) {
    for (int a = 0; a < truth.length; a++) {
      for (int b = a; b < truth.length && truth[a] == 1; b++) {
        for (int c = b; c < truth.length && truth[b] == 1; c++) {
          if (truth[c] == 1 && inside(pixel, a, b, c, side)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean inside(int p, int a, int b, int c, int side) {
    int first = turn(a, b, p, side);
    int second = turn(b, c, p, side);
    int third = turn(c, a, p, side);
    boolean left = first >= 0 && second >= 0 && third >= 0;
    boolean right = first <= 0 && second <= 0 && third <= 0;
    int x = p % side;
    int y = p / side;
    return (left || right)
        && x >= min(a % side, b % side, c % side)
        && x <= -min(-(a % side), -(b % side), -(c % side))
        && y >= min(a / side, b / side, c / side)
        && y <= -min(-(a / side), -(b / side), -(c / side));
  }

  private static int min(int a, int b, int c) {
    return Math.min(a, Math.min(b, c));
  }

  private static int turn(int a, int b, int p, int side) {
    return (b % side - a % side) * (p / side - a / side)
        - (b / side - a / side) * (p % side - a % side);
  }
}
