package org.delocate.forgery.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class ColourChangeTest {

  private static final Image PIXELS =
      new Image(3, 1, new byte[] {100, 100, 100, (byte) 200, 50, 25, 0, (byte) 255, 127});

  @Test
  void greyStaysGreyWhateverTheHueAndSaturation() {
    Image turned = ColourChange.saturatedAndTurned(1.7, 1.2).of(PIXELS);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(turned.sample(0, 0, channel)).isBetween(99, 101);
    }
  }

  @Test
  void noSaturationIsGreyAndNoChangeIsNone() {
    Image gray = ColourChange.saturatedAndTurned(0, 0).of(PIXELS);
    int luma = (int) Math.round(0.299 * 200 + 0.587 * 50 + 0.114 * 25);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(gray.sample(1, 0, channel)).isBetween(luma - 1, luma + 1);
    }
    assertThat(ColourChange.saturatedAndTurned(1, 0).of(PIXELS)).isEqualTo(PIXELS);
    assertThat(ColourChange.contrasted(1, 0).of(PIXELS)).isEqualTo(PIXELS);
  }

  @Test
  void aTurnOfAThirdExchangesTheChannels() {
    Image turned = ColourChange.saturatedAndTurned(1, 2 * Math.PI / 3).of(PIXELS);
    assertThat(turned.sample(1, 0, 0)).isBetween(24, 26);
    assertThat(turned.sample(1, 0, 1)).isBetween(199, 201);
    assertThat(turned.sample(1, 0, 2)).isBetween(49, 51);
  }

  @Test
  void changesFollowEachOther() {
    ColourChange lift = ColourChange.shifted(10, -5, 0);
    ColourChange half = ColourChange.contrasted(0.5, 0);
    assertThat(half.after(lift).of(PIXELS).sample(0, 0, 0))
        .isEqualTo(half.of(lift.of(PIXELS)).sample(0, 0, 0))
        .isEqualTo(119);
  }

  @Test
  void resultsStayWithinTheRange() {
    Image bright = ColourChange.shifted(300, -300, 0).of(PIXELS);
    assertThat(bright.sample(2, 0, 0)).isEqualTo(255);
    assertThat(bright.sample(2, 0, 1)).isZero();
  }
}
