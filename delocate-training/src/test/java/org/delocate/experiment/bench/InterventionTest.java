package org.delocate.experiment.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class InterventionTest {

  private static final int SIZE = 80;
  private static final int MARGIN = 10;

  /** The ring begins a tenth of the 60 pixels that networks see within the margin. */
  private static final int FIRST = 16;

  private static final int LAST = SIZE - 1 - FIRST;

  /** A smooth hill of light, to the left of the middle. */
  private static Image hill() {
    byte[] rgb = new byte[SIZE * SIZE * 3];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double value = 220 * Math.exp(-(Math.pow(x - 30, 2) + Math.pow(y - 44, 2)) / 300);
        for (int c = 0; c < 3; c++) {
          rgb[(y * SIZE + x) * 3 + c] = (byte) Math.round(value / (c + 1));
        }
      }
    }
    return new Image(SIZE, SIZE, rgb);
  }

  /** A picture with landmarks in a box of 60 by 50 pixels. */
  private static StoredFace face(Image picture) {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = 10 + 60f * i / (Landmarks.COUNT - 1);
      xy[2 * i + 1] = 20 + 50f * (i % 2);
    }
    return new StoredFace(
        "face",
        picture,
        new Landmarks(xy, 1),
        Optional.empty(),
        new FaceOrigin(Label.REAL, "camera", "val", "test"),
        Optional.empty());
  }

  private static Image after(String name, Image picture) {
    return Intervention.all(MARGIN).stream()
        .filter(intervention -> intervention.name().equals(name))
        .findFirst()
        .orElseThrow()
        .change()
        .of(face(picture), new SplittableRandom(1));
  }

  @Test
  void bordersChangeNothingWithin() {
    Image hill = hill();
    Image black = after("border black", hill);
    Image mirrored = after("border mirrored", hill);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        boolean within = x >= FIRST && x <= LAST && y >= FIRST && y <= LAST;
        assertThat(black.sample(x, y, 0)).isEqualTo(within ? hill.sample(x, y, 0) : 0);
        if (within) {
          assertThat(mirrored.sample(x, y, 1)).isEqualTo(hill.sample(x, y, 1));
        }
      }
    }
    assertThat(mirrored.sample(FIRST - 3, 40, 0)).isEqualTo(hill.sample(FIRST + 3, 40, 0));
    assertThat(mirrored.sample(LAST + 5, LAST + 1, 2))
        .isEqualTo(hill.sample(LAST - 5, LAST - 1, 2));
  }

  @Test
  void whatIsTurnedOrMovedComesBackToItsPlaceAndIsSofter() {
    Image hill = hill();
    for (String name : new String[] {"turned", "moved"}) {
      Image back = after(name, hill);
      assertThat(back).isNotEqualTo(hill);
      for (int y = FIRST; y <= LAST; y++) {
        for (int x = FIRST; x <= LAST; x++) {
          // A pixel beside its place would differ by up to 11 on this hill.
          assertThat(Math.abs(back.sample(x, y, 0) - hill.sample(x, y, 0))).isLessThanOrEqualTo(3);
        }
      }
    }
  }

  @Test
  void faceIsMadeSmallByTheShorterSideOfItsLandmarks() {
    byte[] stripes = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i / 3 % 2 * 200);
    }
    Image fine = new Image(SIZE, SIZE, stripes);
    assertThat(after("112 px", fine)).isEqualTo(fine);
    assertThat(after("56 px", fine)).isEqualTo(fine);
    // 32 of 50 pixels: stripes of one pixel blend into one another ...
    Image small = after("32 px", fine);
    int strongest = 0;
    for (int x = FIRST; x < LAST; x++) {
      strongest =
          Math.max(strongest, Math.abs(small.sample(x, 40, 0) - small.sample(x + 1, 40, 0)));
    }
    assertThat(strongest).isBetween(1, 120);
    // ... and what has no fine detail stays where it was.
    Image hill = hill();
    Image smallHill = after("32 px", hill);
    for (int x = FIRST; x <= LAST; x++) {
      assertThat(Math.abs(smallHill.sample(x, 40, 0) - hill.sample(x, 40, 0)))
          .isLessThanOrEqualTo(3);
    }
  }

  @Test
  void everyNameIsThereOnce() {
    assertThat(Intervention.all(MARGIN))
        .extracting(Intervention::name)
        .doesNotHaveDuplicates()
        .hasSize(34)
        .contains("jpeg:5", "blur:1", "48 px", "beauty 8", "sticker", "av1:2");
  }
}
