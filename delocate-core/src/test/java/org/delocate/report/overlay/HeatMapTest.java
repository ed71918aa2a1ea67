package org.delocate.report.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

class HeatMapTest {

  private static final int SIDE = 12;

  @Test
  void aLineRunsWithinAndAroundWhatIsPaintedAndNowhereElse() {
    byte[] grey = new byte[SIDE * SIDE * 3];
    Arrays.fill(grey, (byte) 128);
    Image face = new Image(SIDE, SIDE, grey);
    // A rectangle on the left side, too faint for any heat.
    float[] mask = new float[SIDE * SIDE];
    for (int y = 4; y < 8; y++) {
      Arrays.fill(mask, y * SIDE, y * SIDE + 5, 0.12f);
    }

    Image plain = HeatMap.over(face, mask);
    Image lined = HeatMap.over(face, mask, 0.1);

    assertThat(plain).isEqualTo(face);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        boolean within = y >= 4 && y < 8 && x < 5;
        boolean inner = within && (y == 4 || y == 7 || x == 4);
        boolean outer = (x < 5 && (y == 3 || y == 8)) || (x == 5 && y >= 4 && y < 8);
        int value = lined.sample(x, y, 0);
        if (inner) {
          assertThat(value).as(x + ", " + y).isGreaterThan(220);
        } else if (outer) {
          assertThat(value).as(x + ", " + y).isLessThan(60);
        } else {
          assertThat(value).as(x + ", " + y).isEqualTo(128);
        }
      }
    }
    assertThat(HeatMap.over(face, mask, 0.13)).isEqualTo(plain);
  }
}
