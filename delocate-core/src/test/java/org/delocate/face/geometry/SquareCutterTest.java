package org.delocate.face.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SquareCutterTest {

  @Test
  void beyondTheBorderThePictureIsMirroredOrBlack() {
    Image image = Scenes.noise(12, 9, 4);
    AffineTransform shifted = new AffineTransform(1, 0, -3, 0, 1, -2);
    Image mirrored = SquareCutter.square(image, shifted, 8, true);
    Image black = SquareCutter.square(image, shifted, 8, false);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        int value = image.sample(Math.abs(x - 3), Math.abs(y - 2), 2);
        assertThat(mirrored.sample(x, y, 2)).isEqualTo(value);
        assertThat(black.sample(x, y, 2)).isEqualTo(x < 3 || y < 2 ? 0 : value);
      }
    }
  }

  /** A pattern finer than the pixels of the result must vanish, not turn into a coarser one. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 3, 4.5, 6, 8})
  void shrinkingMakesNoPatternThatIsNotThere(double scale) {
    int size = 48;
    Image stripes = Image.black(512, 512);
    for (int i = 0; i < 512 * 512; i++) {
      int value = (i % 512 + i / 512) % 2 == 0 ? 255 : 0;
      for (int channel = 0; channel < 3; channel++) {
        stripes.rgb()[3 * i + channel] = (byte) value;
      }
    }
    Image small = SquareCutter.square(stripes, scaled(scale), size, true);
    for (int i = 0; i < size * size; i++) {
      assertThat(small.sample(i % size, i / size, 0)).isBetween(122, 134);
    }
  }

  /** The picture's brightness tells where each pixel of the result was taken from. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1.7, 2, 3, 5})
  void shrinkingMovesNothing(double scale) {
    int side = 255;
    Image ramp = Image.black(side, side);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        ramp.rgb()[(y * side + x) * 3] = (byte) x;
        ramp.rgb()[(y * side + x) * 3 + 1] = (byte) y;
      }
    }
    int size = 40;
    AffineTransform map = scaled(scale);
    Image result = SquareCutter.square(ramp, map, size, true);
    for (int y = 2; y < size - 2; y++) {
      for (int x = 2; x < size - 2; x++) {
        assertThat((double) result.sample(x, y, 0))
            .isBetween(map.applyX(x, y) - 1, map.applyX(x, y) + 1);
        assertThat((double) result.sample(x, y, 1))
            .isBetween(map.applyY(x, y) - 1, map.applyY(x, y) + 1);
      }
    }
  }

  /** Taking a part of the picture only must not show, wherever the square lies. */
  @ParameterizedTest
  @CsvSource({"640, 384", "641, 383", "96, 640"})
  void aPartOfThePictureGivesWhatTheWholeGives(int width, int height) {
    Image image = Scenes.noise(width, height, 7);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      double scale = Math.pow(2, 4 * random.nextDouble() - 1);
      double angle = 2 * Math.PI * random.nextDouble();
      double cos = scale * Math.cos(angle);
      double sin = scale * Math.sin(angle);
      // Squares far outside, across the border and inside.
      double x = width * (3 * random.nextDouble() - 1);
      double y = height * (3 * random.nextDouble() - 1);
      AffineTransform map = new AffineTransform(cos, -sin, x, sin, cos, y);
      boolean mirror = i % 2 == 0;
      int halvings = SquareCutter.halvings(map, width, height);
      Image whole;
      try (PointerScope scope = new PointerScope()) {
        whole =
            SquareCutter.image(
                SquareCutter.squareMat(SquareCutter.mat(image), map, 24, mirror, halvings));
      }
      assertThat(SquareCutter.square(image, map, 24, mirror).difference(whole, 1).rgb())
          .as("%s, mirrored %s", map, mirror)
          .containsOnly(0);
    }
  }

  private static AffineTransform scaled(double scale) {
    return new AffineTransform(scale, 0, 10, 0, scale, 10);
  }
}
