package org.delocate.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
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
  void picturesOfJavaKeepTheirColours() {
    int[] kinds = {
      BufferedImage.TYPE_INT_RGB,
      BufferedImage.TYPE_INT_ARGB,
      BufferedImage.TYPE_3BYTE_BGR,
      BufferedImage.TYPE_4BYTE_ABGR_PRE
    };
    for (int kind : kinds) {
      BufferedImage picture = new BufferedImage(2, 1, kind);
      picture.setRGB(0, 0, 0xFF0A6EC8);
      picture.setRGB(1, 0, 0xFFFA0003);
      assertThat(Image.of(picture))
          .as("kind " + kind)
          .isEqualTo(new Image(2, 1, new byte[] {10, 110, (byte) 200, (byte) 250, 0, 3}));
    }
  }

  @Test
  void greyStaysAsItIsStored() {
    BufferedImage picture = new BufferedImage(1, 2, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setSample(0, 0, 0, 100);
    picture.getRaster().setSample(0, 1, 0, 200);
    byte light = (byte) 200;
    assertThat(Image.of(picture))
        .isEqualTo(new Image(1, 2, new byte[] {100, 100, 100, light, light, light}));
  }

  @Test
  void transparentPicturesLieOnWhite() {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(0, 0, 0x00123456);
    picture.setRGB(1, 0, 0x80000000);
    Image image = Image.of(picture);
    assertThat(image.sample(0, 0, 1)).isEqualTo(255);
    assertThat(image.sample(1, 0, 1)).isEqualTo(127);
  }

  @Test
  void picturesOfOtherSizesHaveNoDifference() {
    assertThatThrownBy(() -> Image.black(2, 2).difference(Image.black(2, 1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2x1");
  }
}
