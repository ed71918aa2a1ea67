package org.delocate.training.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
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

  /** Without repeating the edge, as alignment mirrors beyond the border of a picture. */
  @Test
  void viewsAreMirroredBeyondTheBorderOfWhatIsStored() {
    int size = STORED + 12;
    Image image = CropAugmentation.none(size).draw(STORED, new SplittableRandom(1)).image(ramp());
    float[] mask = new float[STORED * STORED];
    mask[3 * STORED + 2] = 1;
    float[] seen =
        CropAugmentation.none(size).draw(STORED, new SplittableRandom(1)).mask(mask, STORED);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int column = inside(x - 6);
        int row = inside(y - 6);
        assertThat(image.sample(x, y, 0)).isEqualTo(column * 5);
        assertThat(image.sample(x, y, 1)).isEqualTo(row * 5);
        assertThat(seen[y * size + x]).isEqualTo(column == 2 && row == 3 ? 1f : 0f);
      }
    }
  }

  private static int inside(int place) {
    int away = Math.abs(place);
    return away < STORED ? away : 2 * (STORED - 1) - away;
  }

  @Test
  void turnedViewsAreMirroredToo() {
    CropAugmentation turning = new CropAugmentation(STORED, 8, 20, 0.2, 1);
    SplittableRandom random = new SplittableRandom(6);
    for (int round = 0; round < 10; round++) {
      CropAugmentation.View view = turning.draw(STORED, random);
      Image image = view.image(ramp());
      for (int at = 0; at < STORED * STORED; at += 5) {
        int x = at % STORED;
        int y = at / STORED;
        double column = view.viewToStored().applyX(x, y);
        double row = view.viewToStored().applyY(x, y);
        // Where an edge is near, one of the two pixels between which it lies is on the other side.
        if (Math.min(column, row) > -40 && Math.max(column, row) < STORED + 40) {
          double expected = Math.abs(column);
          expected = expected < STORED - 1 ? expected : 2 * (STORED - 1) - expected;
          assertThat(image.sample(at % STORED, at / STORED, 0) / 5.0)
              .isCloseTo(expected, within(0.15));
        }
      }
    }
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
