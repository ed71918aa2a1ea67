package org.delocate.forgery.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

/** Light and detail of two pictures, exchanged. */
class PixelsTest {

  private static final int SIZE = 64;

  /** A level and fine stripes. */
  private static Image striped(int level, int stripe) {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (level + (i / 3 % 2 == 0 ? stripe : -stripe));
    }
    return new Image(SIZE, SIZE, rgb);
  }

  private static void assertInTheMiddle(Image image, Image expected) {
    for (int y = 24; y < 40; y++) {
      for (int x = 24; x < 40; x++) {
        int k = 3 * (y * SIZE + x);
        assertThat((image.rgb()[k] & 0xFF) - (expected.rgb()[k] & 0xFF)).isBetween(-1, 1);
      }
    }
  }

  @Test
  void theOthersLightLeavesTheDetail() {
    Image soft = striped(90, 2);
    Image sharp = striped(150, 30);
    assertInTheMiddle(Pixels.lit(soft, sharp, 5, 1), striped(150, 2));
    assertInTheMiddle(Pixels.lit(soft, sharp, 5, 0.5), striped(120, 2));
    assertThat(Pixels.lit(soft, sharp, 5, 0)).isEqualTo(soft);
  }

  @Test
  void theOthersDetailLeavesTheLight() {
    Image soft = striped(90, 2);
    Image sharp = striped(150, 30);
    assertInTheMiddle(Pixels.detailed(soft, sharp, 5, 1), striped(90, 30));
    assertInTheMiddle(Pixels.detailed(soft, sharp, 5, 0.5), striped(90, 16));
    assertThat(Pixels.detailed(soft, sharp, 5, 0)).isEqualTo(soft);
  }
}
