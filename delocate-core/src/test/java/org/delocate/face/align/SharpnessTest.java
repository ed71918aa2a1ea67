package org.delocate.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

class SharpnessTest {

  private static Image noise(int width, int height, int strength) {
    SplittableRandom random = new SplittableRandom(2);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (100 + random.nextInt(strength));
    }
    return new Image(width, height, rgb);
  }

  @Test
  void aPlainPictureAndARampHaveNone() {
    assertThat(Sharpness.of(Image.black(7, 5))).isZero();
    byte[] ramp = new byte[3 * 8 * 4];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (10 * (i / 3 % 8));
    }
    assertThat(Sharpness.of(new Image(8, 4, ramp))).isCloseTo(0, within(1e-9));
  }

  @Test
  void agreesWithTheSlowDefinition() {
    Image image = noise(11, 9, 90);
    double[] values = new double[9 * 7];
    for (int y = 1; y <= 7; y++) {
      for (int x = 1; x <= 9; x++) {
        values[(y - 1) * 9 + x - 1] =
            luma(image, x - 1, y)
                + luma(image, x + 1, y)
                + luma(image, x, y - 1)
                + luma(image, x, y + 1)
                - 4 * luma(image, x, y);
      }
    }
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(Sharpness.of(image)).isCloseTo(variance, within(1e-6));
    assertThat(Sharpness.of(noise(11, 9, 20))).isLessThan(variance);
  }

  private static double luma(Image image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    return 0.299 * (image.rgb()[at] & 0xFF)
        + 0.587 * (image.rgb()[at + 1] & 0xFF)
        + 0.114 * (image.rgb()[at + 2] & 0xFF);
  }

  @Test
  void aPictureWithoutAnInsideIsRefused() {
    assertThatThrownBy(() -> Sharpness.of(Image.black(2, 9)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
