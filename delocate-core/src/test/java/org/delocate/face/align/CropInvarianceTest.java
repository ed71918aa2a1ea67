package org.delocate.face.align;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.face.detect.PortraitPoints;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What detection relies on: a crop depends on the face, not on how it lies in the frame. */
class CropInvarianceTest {

  private static final CropConvention CONVENTION = CropConvention.standard(160);

  private static Landmarks portrait;

  @BeforeAll
  static void locate() {
    portrait = PortraitPoints.located();
  }

  @Test
  void theMapPointsAtThePixelsThatTheCropShows() {
    AlignedFace face = FaceAligner.align(Scenes.ASTRONAUT, portrait, CONVENTION);
    double sum = 0;
    for (int y = 20; y < 140; y++) {
      for (int x = 20; x < 140; x++) {
        double frameX = face.cropToFrame().applyX(x, y);
        double frameY = face.cropToFrame().applyY(x, y);
        sum += Math.abs(face.crop().sample(x, y, 1) - bilinear(Scenes.ASTRONAUT, frameX, frameY));
      }
    }
    assertThat(sum / (120 * 120)).isLessThan(1);
  }

  @Test
  void holdsTheFaceFromTheBrowsToTheChin() {
    Landmarks inCrop = FaceAligner.align(Scenes.ASTRONAUT, portrait, CONVENTION).landmarks();
    for (int point : MeshPoints.faceOval()) {
      assertThat(inCrop.x(point)).isBetween(0f, 159f);
      assertThat(inCrop.y(point)).isBetween(-8f, 168f);
    }
    for (int point : MeshPoints.rightBrow()) {
      assertThat(inCrop.y(point)).isBetween(10f, 50f);
    }
  }

  @ParameterizedTest
  @CsvSource({"320, 180, 100, 30", "300, 180, 170, -45", "330, 170, 130, 90"})
  void theCropIsTheSameHoweverTheFaceLiesInTheFrame(
      double x, double y, double side, double degrees) {
    AffineTransform placing = Scenes.placing(x, y, side, degrees);
    Image image = Scenes.with(Scenes.empty(640, 360), Scenes.ASTRONAUT, placing);
    Image upright = FaceAligner.align(Scenes.ASTRONAUT, portrait, CONVENTION).crop();
    Image turned = FaceAligner.align(image, portrait.transformed(placing), CONVENTION).crop();
    assertThat(meanDifference(upright, turned, 20, 140)).isLessThan(4);
  }

  @Test
  void aMarginAddsABorderAndMovesNothing() {
    int margin = 16;
    Image plain = FaceAligner.align(Scenes.ASTRONAUT, portrait, CONVENTION).crop();
    Image wide =
        FaceAligner.align(Scenes.ASTRONAUT, portrait, CONVENTION.withMargin(margin)).crop();
    assertThat(wide.width()).isEqualTo(192);
    double sum = 0;
    for (int y = 0; y < 160; y++) {
      for (int x = 0; x < 160; x++) {
        sum += Math.abs(plain.sample(x, y, 1) - wide.sample(x + margin, y + margin, 1));
      }
    }
    assertThat(sum / (160 * 160)).isLessThan(0.5);
  }

  @Test
  void cutsAnotherPictureAtTheSamePlace() {
    AlignedFace face = FaceAligner.align(Scenes.ASTRONAUT, portrait, CONVENTION);
    assertThat(FaceAligner.cut(Scenes.ASTRONAUT, face.cropToFrame(), 160)).isEqualTo(face.crop());
  }

  private static double bilinear(Image image, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double u = x - left;
    double v = y - top;
    return (1 - v) * ((1 - u) * image.sample(left, top, 1) + u * image.sample(left + 1, top, 1))
        + v * ((1 - u) * image.sample(left, top + 1, 1) + u * image.sample(left + 1, top + 1, 1));
  }

  /** Over the square from {@code from} to {@code to}, in levels. */
  private static double meanDifference(Image one, Image other, int from, int to) {
    double sum = 0;
    for (int y = from; y < to; y++) {
      for (int x = from; x < to; x++) {
        sum += Math.abs(one.sample(x, y, 1) - other.sample(x, y, 1));
      }
    }
    return sum / ((to - from) * (double) (to - from));
  }
}
