package org.delocate.forgery.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.delocate.forgery.change.ColourChange;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class LabColoursTest {

  @Test
  void knownColoursHaveTheirKnownValues() {
    byte[] rgb = {(byte) 255, (byte) 255, (byte) 255, (byte) 255, 0, 0, 0, 0, (byte) 255};
    float[] lab = new float[9];
    for (int at = 0; at < 9; at += 3) {
      LabColours.toLab(rgb, lab, at);
    }
    float[] expected = {100, 0, 0, 53.24f, 80.09f, 67.20f, 32.30f, 79.19f, -107.86f};
    for (int i = 0; i < 9; i++) {
      assertThat(lab[i]).isCloseTo(expected[i], within(0.3f));
    }
  }

  @Test
  void thereAndBackIsTheSameColour() {
    byte[] rgb = new byte[3];
    byte[] back = new byte[3];
    float[] lab = new float[3];
    for (int colour = 0; colour < 1 << 24; colour += 4099) {
      for (int k = 0; k < 3; k++) {
        rgb[k] = (byte) (colour >> (8 * k));
      }
      LabColours.toLab(rgb, lab, 0);
      LabColours.toRgb(lab, back, 0);
      for (int k = 0; k < 3; k++) {
        assertThat(back[k] & 0xFF).isBetween((rgb[k] & 0xFF) - 2, (rgb[k] & 0xFF) + 2);
      }
    }
  }

  @Test
  void aTransferGivesTheOthersMeanAndLeavesTheRestAlone() {
    Image face = ForgerContract.FACE.crop();
    Image other = ColourChange.shifted(-25, 10, 20).of(face);
    float[] weights = new float[192 * 192];
    Arrays.fill(weights, 96 * 192, 192 * 192, 1f);
    Image transferred = LabColours.transferred(face, other, weights, 1);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(mean(transferred, channel)).isCloseTo(mean(other, channel), within(3.0));
      assertThat(mean(face, channel)).isNotCloseTo(mean(other, channel), within(6.0));
    }
    assertThat(Arrays.copyOf(transferred.rgb(), 3 * 96 * 192))
        .isEqualTo(Arrays.copyOf(face.rgb(), 3 * 96 * 192));
    assertThat(LabColours.transferred(other, face, new float[192 * 192], 1)).isEqualTo(other);
  }

  private static double mean(Image image, int channel) {
    double sum = 0;
    for (int i = 96 * 192; i < 192 * 192; i++) {
      sum += image.rgb()[3 * i + channel] & 0xFF;
    }
    return sum / (96 * 192);
  }
}
