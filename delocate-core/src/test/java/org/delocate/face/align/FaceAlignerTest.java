package org.delocate.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.TiledFaceDetector;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceAlignerTest {

  private static final CropConvention CONVENTION = CropConvention.standard(112);

  private static FaceDetector detector;
  private static FaceLandmarker landmarker;

  @BeforeAll
  static void open() {
    detector = new TiledFaceDetector();
    landmarker = new FaceLandmarker();
  }

  @AfterAll
  static void close() {
    detector.close();
    landmarker.close();
  }

  private static Landmarks landmarks(Image image) {
    return landmarker.locate(image, detector.detect(image).get(0)).orElseThrow();
  }

  @Test
  void putsEyesAndMouthWhereTheConventionSays() {
    AlignedFace face = FaceAligner.align(Scenes.ASTRONAUT, landmarks(Scenes.ASTRONAUT), CONVENTION);
    Landmarks points = face.landmarks();
    double right = mean(points, MeshPoints.rightEye(), 0);
    double left = mean(points, MeshPoints.leftEye(), 0);
    double eyeLine =
        (mean(points, MeshPoints.rightEye(), 1) + mean(points, MeshPoints.leftEye(), 1)) / 2;
    assertThat(face.crop().width()).isEqualTo(112);
    assertThat(right).isCloseTo((0.5 - 0.19) * 112, Offset.offset(5.0));
    assertThat(left).isCloseTo((0.5 + 0.19) * 112, Offset.offset(5.0));
    assertThat(eyeLine).isCloseTo(0.32 * 112, Offset.offset(5.0));
    assertThat((points.y(61) + points.y(291)) / 2.0).isCloseTo(0.72 * 112, Offset.offset(5.0));
  }

  @Test
  void leadsFromTheCropBackToTheFrame() {
    Landmarks inFrame = landmarks(Scenes.ASTRONAUT);
    AlignedFace face = FaceAligner.align(Scenes.ASTRONAUT, inFrame, CONVENTION);
    Landmarks back = face.landmarks().transformed(face.cropToFrame());
    for (int i = 0; i < Landmarks.COUNT; i++) {
      assertThat(back.x(i)).isCloseTo(inFrame.x(i), Offset.offset(1e-3f));
      assertThat(back.y(i)).isCloseTo(inFrame.y(i), Offset.offset(1e-3f));
    }
    // The crop shows what the frame shows there.
    double difference = 0;
    for (int y = 20; y < 92; y++) {
      for (int x = 20; x < 92; x++) {
        int frameX = (int) Math.round(face.cropToFrame().applyX(x, y));
        int frameY = (int) Math.round(face.cropToFrame().applyY(x, y));
        difference +=
            Math.abs(face.crop().sample(x, y, 1) - Scenes.ASTRONAUT.sample(frameX, frameY, 1));
      }
    }
    assertThat(difference / (72 * 72)).isLessThan(4);
  }

  @Test
  void aLaterFrameIsCutAtTheSamePlace() {
    AlignedFace face = FaceAligner.align(Scenes.ASTRONAUT, landmarks(Scenes.ASTRONAUT), CONVENTION);
    assertThat(face.later()).isEmpty();
    assertThat(face.withLater(Scenes.ASTRONAUT).later()).contains(face.crop());
    byte[] rgb = Scenes.ASTRONAUT.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (255 - (rgb[i] & 0xFF));
    }
    AlignedFace moving =
        face.withLater(new Image(Scenes.ASTRONAUT.width(), Scenes.ASTRONAUT.height(), rgb));
    Image later = moving.later().orElseThrow();
    for (int i = 0; i < later.rgb().length; i++) {
      int sum = (later.rgb()[i] & 0xFF) + (face.crop().rgb()[i] & 0xFF);
      assertThat(sum).isCloseTo(255, Offset.offset(1));
    }
    assertThat(moving.crop()).isEqualTo(face.crop());
    assertThat(moving.landmarks()).isEqualTo(face.landmarks());
    assertThatThrownBy(
            () ->
                new AlignedFace(
                    face.crop(),
                    face.landmarks(),
                    face.cropToFrame(),
                    Optional.of(new Image(8, 8, new byte[192]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size");
  }

  @ParameterizedTest
  @CsvSource({"0, 90", "20, 110", "-30, 140", "45, 120", "0, 200"})
  void sizeAndTiltOfAFaceHardlyMatter(double degrees, double side) {
    AlignedFace straight =
        FaceAligner.align(Scenes.ASTRONAUT, landmarks(Scenes.ASTRONAUT), CONVENTION);
    Image image =
        Scenes.with(
            Scenes.empty(640, 480), Scenes.ASTRONAUT, Scenes.placing(320, 240, side, degrees));
    AlignedFace face = FaceAligner.align(image, landmarks(image), CONVENTION);
    for (int point : new int[] {33, 263, 1, 61, 291, 152}) {
      assertThat(face.landmarks().x(point))
          .isCloseTo(straight.landmarks().x(point), Offset.offset(4f));
      assertThat(face.landmarks().y(point))
          .isCloseTo(straight.landmarks().y(point), Offset.offset(4f));
    }
    double difference = 0;
    for (int y = 20; y < 92; y++) {
      for (int x = 20; x < 92; x++) {
        difference += Math.abs(face.crop().sample(x, y, 1) - straight.crop().sample(x, y, 1));
      }
    }
    // The smallest face is enlarged and so softer; a face that is out of place differs by 30 and
    // more.
    assertThat(difference / (72 * 72)).isLessThan(15);
  }

  @Test
  void noSimilarityTransformComesCloser() {
    Random random = new Random(8);
    Landmarks base = landmarks(Scenes.ASTRONAUT);
    for (int round = 0; round < 5; round++) {
      float[] xy = base.xy().clone();
      for (int i = 0; i < xy.length; i++) {
        xy[i] += (float) (8 * random.nextGaussian());
      }
      Landmarks points = new Landmarks(xy, 1);
      AffineTransform map = FaceAligner.frameToCrop(points, CONVENTION);
      double[] best = minimise(points);
      double ours = error(points, new double[] {map.a(), map.d(), map.c(), map.f()});
      assertThat(ours).isLessThanOrEqualTo(error(points, best) + 1e-6);
      assertThat(map.a()).isCloseTo(best[0], Offset.offset(1e-3));
      assertThat(map.d()).isCloseTo(best[1], Offset.offset(1e-3));
    }
  }

  @Test
  void mirrorsWhatLiesBeyondTheBorder() {
    Image image = Scenes.noise(64, 64, 4);
    AffineTransform shift = new AffineTransform(1, 0, -10, 0, 1, 0);
    Image cut = FaceAligner.cut(image, shift, 64);
    assertThat(cut.sample(3, 30, 0)).isEqualTo(image.sample(7, 30, 0));
    assertThat(cut.sample(13, 30, 0)).isEqualTo(image.sample(3, 30, 0));
  }

  @Test
  void refusesPointsThatCoincide() {
    Landmarks nowhere = new Landmarks(new float[2 * Landmarks.COUNT], 1);
    assertThatThrownBy(() -> FaceAligner.align(Scenes.ASTRONAUT, nowhere, CONVENTION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("coincide");
  }

  private static double mean(Landmarks points, int[] of, int axis) {
    double sum = 0;
    for (int point : of) {
      sum += axis == 0 ? points.x(point) : points.y(point);
    }
    return sum / of.length;
  }

  /** Squared distance of the anchors from their places under x' = ax - by + c, y' = bx + ay + d. */
  private static double error(Landmarks points, double[] abcd) {
    double[][] from = {
      {mean(points, MeshPoints.rightEye(), 0), mean(points, MeshPoints.rightEye(), 1)},
      {mean(points, MeshPoints.leftEye(), 0), mean(points, MeshPoints.leftEye(), 1)},
      {points.x(61), points.y(61)},
      {points.x(291), points.y(291)}
    };
    double[][] to = {{0.31, 0.32}, {0.69, 0.32}, {0.35, 0.72}, {0.65, 0.72}};
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double x = abcd[0] * from[i][0] - abcd[1] * from[i][1] + abcd[2] - to[i][0] * 112 + 0.5;
      double y = abcd[1] * from[i][0] + abcd[0] * from[i][1] + abcd[3] - to[i][1] * 112 + 0.5;
      sum += x * x + y * y;
    }
    return sum;
  }

  /** Slow and sure: steps in one direction after the other, halved when none helps. */
  private static double[] minimise(Landmarks points) {
    // The middle of the face is the origin of scale and tilt, or the four numbers fight.
    double[] best = {0.5, 0, 56 - 0.5 * Scenes.FACE_X, 56 - 0.5 * Scenes.FACE_Y};
    double least = error(points, best);
    double step = 0.1;
    while (step > 1e-7) {
      boolean better = false;
      for (int i = 0; i < 4; i++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double[] tried = best.clone();
          tried[i] += sign * (i < 2 ? step : 10 * step);
          if (i == 0) {
            tried[2] -= sign * step * Scenes.FACE_X;
            tried[3] -= sign * step * Scenes.FACE_Y;
          } else if (i == 1) {
            tried[2] += sign * step * Scenes.FACE_Y;
            tried[3] -= sign * step * Scenes.FACE_X;
          }
          double error = error(points, tried);
          if (error < least) {
            least = error;
            best = tried;
            better = true;
          }
        }
      }
      step = better ? step : step / 2;
    }
    return best;
  }
}
