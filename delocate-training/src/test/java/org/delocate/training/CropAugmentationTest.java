package org.delocate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.delocate.face.Landmarks;
import org.delocate.media.Image;
import org.junit.jupiter.api.Test;

class CropAugmentationTest {

  private static final int STORED = 48;
  private static final int SIZE = 32;

  /** Red grows to the right, green downwards: a pixel tells where it came from. */
  private static Image ramp() {
    byte[] rgb = new byte[STORED * STORED * 3];
    for (int y = 0; y < STORED; y++) {
      for (int x = 0; x < STORED; x++) {
        rgb[(y * STORED + x) * 3] = (byte) (x * 5);
        rgb[(y * STORED + x) * 3 + 1] = (byte) (y * 5);
      }
    }
    return new Image(STORED, STORED, rgb);
  }

  @Test
  void noneIsTheMiddle() {
    Image cut = CropAugmentation.none(SIZE).draw(STORED, new SplittableRandom(1)).image(ramp());
    assertThat(cut.sample(0, 0, 0)).isEqualTo(8 * 5);
    assertThat(cut.sample(SIZE - 1, SIZE - 1, 1)).isEqualTo(39 * 5);
  }

  @Test
  void pictureMaskAndLandmarksMoveTogether() {
    CropAugmentation augmentation = new CropAugmentation(SIZE, 4, 10, 0.1, 0.5);
    SplittableRandom random = new SplittableRandom(7);
    float[] mask = new float[STORED * STORED];
    for (int y = 0; y < STORED; y++) {
      for (int x = 24; x < STORED; x++) {
        mask[y * STORED + x] = 1;
      }
    }
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = 20 + i % 8;
      xy[2 * i + 1] = 22 + i % 5;
    }
    Landmarks landmarks = new Landmarks(xy, 1);
    int turned = 0;
    for (int round = 0; round < 40; round++) {
      CropAugmentation.View view = augmentation.draw(STORED, random);
      turned += view.wholePixels() ? 0 : 1;
      Image image = view.image(ramp());
      float[] cutMask = view.mask(mask, STORED);
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          double column = image.sample(x, y, 0) / 5.0;
          if (column < 23 || column > 24.2) {
            assertThat(cutMask[y * SIZE + x]).isEqualTo(column > 23.5 ? 1f : 0f);
          }
        }
      }
      Landmarks moved = view.landmarks(landmarks);
      int x = Math.round(moved.x(3));
      int y = Math.round(moved.y(3));
      assertThat(image.sample(x, y, 0) / 5.0).isCloseTo(landmarks.x(3), within(1.0));
      assertThat(image.sample(x, y, 1) / 5.0).isCloseTo(landmarks.y(3), within(1.0));
    }
    assertThat(turned).isBetween(8, 32);
  }

  @Test
  void wholePixelViewsCopyPixels() {
    CropAugmentation augmentation = new CropAugmentation(SIZE, 8, 0, 0, 0);
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 20; round++) {
      Image image = augmentation.draw(STORED, random).image(ramp());
      for (int i = 0; i < image.rgb().length; i += 3) {
        assertThat((image.rgb()[i] & 0xFF) % 5).isZero();
      }
    }
  }
}
