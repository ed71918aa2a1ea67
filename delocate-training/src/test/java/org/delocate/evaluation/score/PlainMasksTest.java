package org.delocate.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.face.geometry.Box;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class PlainMasksTest {

  @Test
  void theEllipseTouchesTheBox() {
    float[] mask = PlainMasks.ellipse(new Box(2, 1, 4, 6), 9);
    assertThat(mask[4 * 9 + 2]).isEqualTo(1f);
    assertThat(mask[4 * 9 + 1]).isEqualTo(0f);
    assertThat(mask[1 * 9 + 4]).isEqualTo(1f);
    assertThat(mask[1 * 9 + 2]).isEqualTo(0f);
  }

  @Test
  void theResidualIsTheMeanOfTheChannels() {
    Image black = Image.black(2, 1);
    Image other = new Image(2, 1, new byte[] {(byte) 255, 0, 0, 30, 60, 90});
    assertThat(PlainMasks.residual(black, other)).containsExactly(1 / 3f, 60 / 255f);
  }
}
