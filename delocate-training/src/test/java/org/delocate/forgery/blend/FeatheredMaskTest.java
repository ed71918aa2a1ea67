package org.delocate.forgery.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.delocate.dataset.mask.Region;
import org.junit.jupiter.api.Test;

final class FeatheredMaskTest {

  private static final int WIDTH = 60;
  private static final int HEIGHT = 50;

  private static Region rectangle(int left, int top, int right, int bottom) {
    boolean[] inside = new boolean[WIDTH * HEIGHT];
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        inside[y * WIDTH + x] = true;
      }
    }
    return new Region(WIDTH, HEIGHT, inside);
  }

  private static FeatheredMask mask(
      double erosionAcross, double featherAcross, double erosionDown, double featherDown) {
    return new FeatheredMask(
        new FeatheredMask.Lengths(erosionAcross, featherAcross, 100),
        new FeatheredMask.Lengths(erosionDown, featherDown, 100));
  }

  @Test
  void erodesByARectangleAndFeathersEvenlyWhereTheGaussianIsWide() {
    // Three pixels cut off at the left and right, one above and below; then means of 2·2+1 and 3.
    float[] weights = mask(3, 2, 1, 1).of(rectangle(10, 10, 40, 40), 1);
    float[] expected = {0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
    for (int i = 0; i < expected.length; i++) {
      assertThat(weights[25 * WIDTH + 10 + i]).isEqualTo(expected[i], within());
      assertThat(weights[25 * WIDTH + 40 - i]).isEqualTo(expected[i], within());
    }
    float[] down = {1 / 3f, 2 / 3f, 1};
    for (int i = 0; i < down.length; i++) {
      assertThat(weights[(10 + i) * WIDTH + 25]).isEqualTo(down[i], within());
      assertThat(weights[(40 - i) * WIDTH + 25]).isEqualTo(down[i], within());
    }
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-3f);
  }

  @Test
  void whatReachesOverTheBorderOfThePictureIsNotCutBackThere() {
    float[] weights = mask(4, 2, 4, 2).of(rectangle(0, 0, 30, 49), 1);
    assertThat(weights[0]).isEqualTo(1f, within());
    assertThat(weights[20 * WIDTH]).isEqualTo(1f, within());
    assertThat(weights[49 * WIDTH + 10]).isEqualTo(1f, within());
    assertThat(weights[20 * WIDTH + 30]).isZero();
  }

  @Test
  void aRegionThatIsCutAwayWhollyHasNoWeights() {
    assertThat(mask(9, 2, 9, 2).of(rectangle(20, 20, 30, 30), 1)).containsOnly(0f);
  }

  @Test
  void weightsStayWithinReachOfTheRegionAndReachOne() {
    SplittableRandom random = new SplittableRandom(3);
    Region region = rectangle(15, 12, 44, 36);
    for (int i = 0; i < 40; i++) {
      FeatheredMask mask = FeatheredMask.random(random);
      float[] weights = mask.of(region, 40);
      int reach = mask.reach(40);
      float most = 0;
      for (int k = 0; k < weights.length; k++) {
        int x = k % WIDTH;
        int y = k / WIDTH;
        boolean near = x >= 15 - reach && x <= 44 + reach && y >= 12 - reach && y <= 36 + reach;
        assertThat(weights[k] > 0 && !near).isFalse();
        most = Math.max(most, weights[k]);
      }
      assertThat(most).isGreaterThan(0.999f);
    }
  }
}
