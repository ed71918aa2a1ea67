package org.delocate.training.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class BlackBarsTest {

  private static final int SIZE = 40;

  @Test
  void coverPictureAndMaskAtTheSamePlacesAndNowhereElse() {
    byte[] white = new byte[SIZE * SIZE * 3];
    Arrays.fill(white, (byte) 200);
    float[] forged = new float[SIZE * SIZE];
    Arrays.fill(forged, 1);
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50; round++) {
      BlackBars bars = BlackBars.random(SIZE, random);
      Image picture = bars.over(new Image(SIZE, SIZE, white));
      float[] mask = bars.over(forged, SIZE);
      int covered = 0;
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          boolean under =
              x < bars.left()
                  || x >= SIZE - bars.right()
                  || y < bars.top()
                  || y >= SIZE - bars.bottom();
          covered += under ? 1 : 0;
          assertThat(mask[y * SIZE + x]).isEqualTo(under ? 0f : 1f);
          for (int channel = 0; channel < 3; channel++) {
            assertThat(picture.sample(x, y, channel)).isEqualTo(under ? 0 : 200);
          }
        }
      }
      assertThat(covered).isPositive();
      assertThat(Math.max(bars.left(), bars.top())).isLessThanOrEqualTo(6);
      assertThat(Math.max(bars.right(), bars.bottom())).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void noneLeavesEverything() {
    Image picture = new Image(2, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    assertThat(BlackBars.none().over(picture)).isSameAs(picture);
  }
}
