package org.delocate.face.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvedPictureTest {

  private static final int SIDE = 24;

  private final Random random = new Random(5);

  /** What has been halved for one square must not show in the next. */
  @ParameterizedTest
  @CsvSource({"640, 384", "641, 383", "96, 640", "5, 3"})
  void cutsWhatTheCutterCuts(int width, int height) {
    Image image = Scenes.noise(width, height, 7);
    try (HalvedPicture picture = HalvedPicture.of(image)) {
      for (int i = 0; i < 200; i++) {
        assertSame(picture, image, someMap(width, height));
      }
    }
  }

  /** Within, at each border and over it, around all, beside it; with even and odd sides. */
  @ParameterizedTest
  @CsvSource({
    "40, 30, 96, 64",
    "41, 31, 97, 63",
    "0, 0, 200, 150",
    "-7, 20, 60, 60",
    "170, -9, 61, 70",
    "150, 100, 90, 90",
    "-50, -37, 300, 224",
    "-100, -100, 431, 431",
    "300, 20, 50, 40",
    "-50, 20, 50, 40"
  })
  void aPartIsAPictureOfItsOwn(int x, int y, int width, int height) {
    Image image = Scenes.noise(200, 150, 3);
    Image expected = Image.black(width, height);
    for (int i = 0; i < width * height; i++) {
      int fromX = x + i % width;
      int fromY = y + i / width;
      if (fromX >= 0 && fromX < 200 && fromY >= 0 && fromY < 150) {
        System.arraycopy(image.rgb(), 3 * (fromY * 200 + fromX), expected.rgb(), 3 * i, 3);
      }
    }
    try (HalvedPicture picture = HalvedPicture.of(image);
        HalvedPicture part = picture.part(x, y, width, height)) {
      for (int i = 0; i < 50; i++) {
        assertSame(picture, image, someMap(200, 150));
        assertSame(part, expected, someMap(width, height));
      }
    }
  }

  @Test
  void holdsItsMemoryUntilItIsClosedAndNoLonger() {
    Image image = Scenes.noise(320, 240, 1);
    AffineTransform map = new AffineTransform(8, 0, 0, 0, 8, 0);
    long before = Pointer.totalCount();
    HalvedPicture picture;
    try (PointerScope scope = new PointerScope()) {
      picture = HalvedPicture.of(image);
      try (PointerScope inner = new PointerScope();
          HalvedPicture part = picture.part(-10, -10, 100, 100)) {
        part.square(map, SIDE);
        picture.square(map, SIDE);
      }
    }
    try (picture) {
      assertSame(picture, image, map);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private AffineTransform someMap(int width, int height) {
    double scale = Math.pow(2, 4 * random.nextDouble() - 1);
    double angle = 2 * Math.PI * random.nextDouble();
    double cos = scale * Math.cos(angle);
    double sin = scale * Math.sin(angle);
    double x = width * (3 * random.nextDouble() - 1);
    double y = height * (3 * random.nextDouble() - 1);
    return new AffineTransform(cos, -sin, x, sin, cos, y);
  }

  private static void assertSame(HalvedPicture picture, Image image, AffineTransform map) {
    try (PointerScope scope = new PointerScope()) {
      assertThat(SquareCutter.image(picture.square(map, SIDE)))
          .as("%s of %s", map, image)
          .isEqualTo(SquareCutter.square(image, map, SIDE, false));
    }
  }
}
