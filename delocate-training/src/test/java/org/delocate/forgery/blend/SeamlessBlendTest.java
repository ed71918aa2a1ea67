package org.delocate.forgery.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

/** Seamless cloning beside the cases with a known answer, and beside plain relaxation. */
class SeamlessBlendTest {

  private static final int SIZE = 161;

  private static Image picture(IntBinaryOperator value) {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) value.applyAsInt(i / 3 % SIZE, i / 3 / SIZE);
    }
    return new Image(SIZE, SIZE, rgb);
  }

  /** A disc with a bite taken out, off the middle. */
  private static float[] weights() {
    float[] weights = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        boolean disc = Math.hypot(x - 78, y - 84) < 61;
        boolean bite = Math.hypot(x - 120, y - 50) < 22;
        weights[y * SIZE + x] = disc && !bite ? 0.7f : 0;
      }
    }
    return weights;
  }

  private static void assertAlike(Image adapted, Image expected, int tolerance) {
    float[] weights = weights();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        assertThat(adapted.rgb()[3 * i] & 0xFF)
            .as("pixel %d, %d", i % SIZE, i / SIZE)
            .isBetween(
                (expected.rgb()[3 * i] & 0xFF) - tolerance,
                (expected.rgb()[3 * i] & 0xFF) + tolerance);
      }
    }
  }

  private static int texture(int x, int y) {
    return (int) (20 * Math.sin(x / 3.0) * Math.cos(y / 5.0));
  }

  @Test
  void aCastOfColourIsTakenAway() {
    Image under = picture((x, y) -> 90 + texture(x, y));
    Image over = picture((x, y) -> 150 + texture(x, y));
    assertAlike(SeamlessBlend.adapted(over, under, weights()), under, 0);
  }

  @Test
  void aSlopeOfLightIsTakenOverFromBorderToBorder() {
    Image under = picture((x, y) -> 40 + x);
    Image over = picture((x, y) -> 128);
    assertAlike(SeamlessBlend.adapted(over, under, weights()), under, 1);
  }

  @Test
  void whatLiesWithinKeepsItsGradients() {
    Image under = picture((x, y) -> 100);
    Image over = picture((x, y) -> Math.hypot(x - 70, y - 90) < 25 ? 60 + 2 * texture(x, y) : 100);
    assertAlike(SeamlessBlend.adapted(over, under, weights()), over, 0);
  }

  @Test
  void pixelsWithoutWeightStay() {
    Image over = picture((x, y) -> (x * 7 + y * 13) % 256);
    Image adapted = SeamlessBlend.adapted(over, picture((x, y) -> 30), weights());
    float[] weights = weights();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) {
        assertThat(adapted.rgb()[3 * i]).isEqualTo(over.rgb()[3 * i]);
      }
    }
  }

  @Test
  void theMembraneIsWhatPlainRelaxationEndsAt() {
    Image under =
        picture(
            (x, y) -> (int) (120 + 50 * Math.sin(x / 17.0) + 40 * Math.cos((x + 2 * y) / 23.0)));
    Image over = picture((x, y) -> 128);
    float[] weights = weights();
    double[] plain = new double[weights.length];
    boolean[] within = new boolean[weights.length];
    for (int i = 0; i < weights.length; i++) {
      plain[i] = under.rgb()[3 * i] & 0xFF;
      within[i] =
          weights[i] > 0
              && weights[i - 1] > 0
              && weights[i + 1] > 0
              && weights[i - SIZE] > 0
              && weights[i + SIZE] > 0;
    }
    for (int sweep = 0; sweep < 20_000; sweep++) {
      for (int i = 0; i < weights.length; i++) {
        if (within[i]) {
          plain[i] = (plain[i - 1] + plain[i + 1] + plain[i - SIZE] + plain[i + SIZE]) / 4;
        }
      }
    }
    Image adapted = SeamlessBlend.adapted(over, under, weights);
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        assertThat((adapted.rgb()[3 * i] & 0xFF) - plain[i]).isBetween(-1.5, 1.5);
      }
    }
  }

  @Test
  void regionsAtThePicturesEdgeAndSpecksAreAllowed() {
    float[] weights = new float[SIZE * SIZE];
    Arrays.fill(weights, 0, SIZE * 20, 1);
    weights[SIZE * 100 + 50] = 1;
    Image under = picture((x, y) -> 70);
    Image adapted = SeamlessBlend.adapted(picture((x, y) -> 200), under, weights);
    assertThat(adapted.rgb()[3 * (SIZE * 10 + 80)]).isEqualTo((byte) 70);
    assertThat(adapted.rgb()[3 * (SIZE * 100 + 50)]).isEqualTo((byte) 70);
    assertThat(adapted.rgb()[3 * (SIZE * 100 + 51)]).isEqualTo((byte) 200);
  }
}
