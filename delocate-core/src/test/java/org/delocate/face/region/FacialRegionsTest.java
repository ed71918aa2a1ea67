package org.delocate.face.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.detect.BlazeFaceDetector;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.Scenes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FacialRegionsTest {

  private static final int SIZE = 112;
  private static final int GRID = 14;

  private static Landmarks inCrop;

  @BeforeAll
  static void findLandmarks() {
    try (FaceDetector detector = BlazeFaceDetector.shortRange();
        FaceLandmarker landmarker = new FaceLandmarker()) {
      Landmarks landmarks =
          landmarker
              .locate(Scenes.ASTRONAUT, detector.detect(Scenes.ASTRONAUT).get(0))
              .orElseThrow();
      inCrop =
          FaceAligner.align(Scenes.ASTRONAUT, landmarks, CropConvention.standard(SIZE)).landmarks();
    }
  }

  private static PatchMask mask(FacialPart part) {
    return FacialRegions.patches(inCrop, part, SIZE, GRID);
  }

  @Test
  void eachPartLiesWhereItsNameSays() {
    // Eyes at 0.32 of the crop, mouth at 0.72, the nose between.
    assertRows(FacialPart.EYES, 1, 6, 1, 12);
    assertRows(FacialPart.CHEEK_AND_NOSE, 3, 10, 1, 12);
    assertRows(FacialPart.LIPS, 7, 13, 2, 11);
    assertContains(FacialPart.EYES, 33, 263, 105, 334);
    assertContains(FacialPart.CHEEK_AND_NOSE, 4, 50, 280);
    assertContains(FacialPart.LIPS, 61, 291, 13, 17, 199);
  }

  @Test
  void eachPartIsAShareOfTheFace() {
    for (FacialPart part : FacialPart.values()) {
      assertThat(mask(part).count()).as(part.key()).isBetween(15, 80);
    }
  }

  @Test
  void aFaceTwiceAsLargeCoversFourTimesThePatches() {
    Landmarks half = inCrop.transformed(new AffineTransform(0.5, 0, 28, 0, 0.5, 28));
    for (FacialPart part : FacialPart.values()) {
      int large = FacialRegions.patches(inCrop, part, SIZE, 56).count();
      int small = FacialRegions.patches(half, part, SIZE, 56).count();
      assertThat((double) large / small).as(part.key()).isBetween(3.6, 4.4);
    }
  }

  @Test
  void aPartOutsideTheCropHasNoPatches() {
    Landmarks away = inCrop.transformed(new AffineTransform(1, 0, 500, 0, 1, 0));
    assertThat(FacialRegions.patches(away, FacialPart.LIPS, SIZE, GRID).count()).isZero();
  }

  private static void assertRows(FacialPart part, int top, int bottom, int left, int right) {
    PatchMask mask = mask(part);
    for (int row = 0; row < GRID; row++) {
      for (int column = 0; column < GRID; column++) {
        if (mask.contains(row, column)) {
          assertThat(row).as(part + " row").isBetween(top, bottom);
          assertThat(column).as(part + " column").isBetween(left, right);
        }
      }
    }
  }

  private static void assertContains(FacialPart part, int... points) {
    for (int point : points) {
      int column = (int) ((inCrop.x(point) + 0.5) * GRID / SIZE);
      int row = (int) ((inCrop.y(point) + 0.5) * GRID / SIZE);
      assertThat(mask(part).contains(row, column)).as(part + " point " + point).isTrue();
    }
  }
}
