package org.delocate.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.delocate.face.align.CropConvention;
import org.delocate.face.align.FaceAligner;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.MeshPoints;
import org.delocate.face.geometry.Scenes;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaceLandmarkerTest {

  private final FaceDetector detector = BlazeFaceDetector.shortRange();
  private final FaceLandmarker landmarker = new FaceLandmarker();

  @AfterEach
  void close() {
    detector.close();
    landmarker.close();
  }

  /** Places read off the enlarged portrait by eye. */
  @Test
  void placesThePointsWhereAPersonSeesThem() {
    Landmarks landmarks = locate(Scenes.ASTRONAUT);
    assertThat(landmarks.confidence()).isBetween(0.9, 1.0);
    assertMeanAt(landmarks, 203.5, 101, MeshPoints.rightEye());
    assertMeanAt(landmarks, 245.8, 103, MeshPoints.leftEye());
    assertMeanAt(landmarks, 203, 139.7, MeshPoints.RIGHT_MOUTH_CORNER);
    assertMeanAt(landmarks, 246, 139.8, MeshPoints.LEFT_MOUTH_CORNER);
    int noseTip = 4;
    assertMeanAt(landmarks, 224.5, 126, noseTip);
    int chin = 152;
    assertThat(landmarks.y(chin)).isCloseTo(177.8f, Offset.offset(5f));
  }

  /** The detector looks near the face, where its box and key points are exact. */
  @ParameterizedTest
  @CsvSource({"320, 180, 100, 0", "200, 160, 150, 25", "450, 200, 60, -30", "330, 170, 120, 60"})
  void pointsMoveWithTheFace(double x, double y, double side, double degrees) {
    AffineTransform placing = Scenes.placing(x, y, side, degrees);
    Image image = Scenes.with(Scenes.empty(640, 360), Scenes.ASTRONAUT, placing);
    Landmarks expected = locate(Scenes.ASTRONAUT).transformed(placing);
    Landmarks found = landmarker.locate(image, expected).orElseThrow();
    assertThat(meanDistance(found, expected)).isLessThan(0.04 * side);
    double around = 3.5 * side;
    AffineTransform near =
        new AffineTransform(around / 256, 0, x - around / 2, 0, around / 256, y - around / 2);
    Image close = SquareCutter.square(image, near, 256, false);
    assertThat(meanDistance(locate(close).transformed(near), expected)).isLessThan(0.05 * side);
  }

  @Test
  void findsTheFaceAgainFromItsFormerPoints() {
    Image before = Scenes.with(Scenes.empty(640, 360), 300, 180, 110);
    Image after = Scenes.with(Scenes.empty(640, 360), 312, 174, 110);
    Landmarks expected = locate(after);
    assertThat(landmarker.locate(after, locate(before)))
        .hasValueSatisfying(
            found -> assertThat(meanDistance(found, expected)).isLessThan(0.05 * 110));
  }

  @Test
  void seesNoFaceWhereNoneIs() {
    DetectedFace claimed =
        new DetectedFace(
            new Box(100, 80, 120, 120),
            0.9,
            new float[] {130, 120, 190, 120, 160, 150, 160, 175, 110, 130, 210, 130});
    for (Image image :
        List.of(Scenes.empty(320, 240), Scenes.noise(320, 240, 5), Scenes.gradient(320, 240))) {
      assertThat(landmarker.locate(image, claimed)).isEmpty();
    }
  }

  @Test
  void ignoresBoxesThatHoldNoPicture() {
    float[] unknown = new float[DetectedFace.KEYPOINT_NUMBERS];
    Arrays.fill(unknown, Float.NaN);
    Box empty = new Box(200, 100, 0, 0);
    Box endless = new Box(0, 0, Double.POSITIVE_INFINITY, 10);
    Box outside = new Box(5000, 5000, 100, 100);
    for (Box box : List.of(empty, endless, outside)) {
      assertThat(landmarker.locate(Scenes.ASTRONAUT, new DetectedFace(box, 0.9, unknown)))
          .as("%s", box)
          .isEmpty();
    }
  }

  @Test
  void needsNoKeyPointsOfAnUprightFace() {
    DetectedFace face = detector.detect(Scenes.ASTRONAUT).get(0);
    float[] unknown = new float[DetectedFace.KEYPOINT_NUMBERS];
    Arrays.fill(unknown, Float.NaN);
    Landmarks found =
        landmarker
            .locate(Scenes.ASTRONAUT, new DetectedFace(face.box(), face.confidence(), unknown))
            .orElseThrow();
    assertThat(meanDistance(found, locate(Scenes.ASTRONAUT))).isLessThan(3);
  }

  @Test
  void nativeMemoryStaysFlat() {
    Image frame = Scenes.with(Scenes.empty(640, 360), 300, 180, 110);
    CropConvention convention = CropConvention.standard(160);
    long settled = 0;
    for (int i = 0; i < 150; i++) {
      Landmarks landmarks = locate(frame);
      FaceAligner.align(frame, landmarks, convention);
      if (i == 50) {
        settled = Pointer.totalBytes();
      }
    }
    // One leaked frame a round would be 69 MB.
    assertThat(Pointer.totalBytes() - settled).isLessThan(5_000_000);
  }

  private Landmarks locate(Image image) {
    return landmarker.locate(image, detector.detect(image).get(0)).orElseThrow();
  }

  private static void assertMeanAt(Landmarks landmarks, double x, double y, int... points) {
    double sumX = 0;
    double sumY = 0;
    for (int point : points) {
      sumX += landmarks.x(point);
      sumY += landmarks.y(point);
    }
    Offset<Double> fourPercentOfTheFace = Offset.offset(0.04 * Scenes.FACE_SIDE);
    assertThat(sumX / points.length).isCloseTo(x, fourPercentOfTheFace);
    assertThat(sumY / points.length).isCloseTo(y, fourPercentOfTheFace);
  }

  private static double meanDistance(Landmarks one, Landmarks other) {
    double sum = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      sum += Math.hypot(one.x(i) - other.x(i), one.y(i) - other.y(i));
    }
    return sum / Landmarks.COUNT;
  }
}
