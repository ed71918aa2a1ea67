package org.delocate.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ImageTest {

  @Test
  void differencesAreAbsoluteEnlargedAndCutOff() {
    Image a = new Image(1, 2, new byte[] {0, 10, (byte) 200, 5, (byte) 255, 7});
    Image b = new Image(1, 2, new byte[] {3, 0, (byte) 255, 5, 0, 8});
    Image expected = new Image(1, 2, new byte[] {12, 40, (byte) 220, 0, (byte) 255, 4});
    assertThat(a.difference(b, 4)).isEqualTo(expected);
    assertThat(b.difference(a, 4)).isEqualTo(expected);
  }

  @Test
  void picturesOfOtherSizesHaveNoDifference() {
    assertThatThrownBy(() -> Image.black(2, 2).difference(Image.black(2, 1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x1");
  }
}
