package org.delocate.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

class TiledFaceDetectorTest extends FaceDetectorContract {

  @Override
  FaceDetector open() {
    return new TiledFaceDetector();
  }

  @Test
  void findsASmallFaceThatNeitherRangeSees() {
    Image image = Scenes.with(Scenes.empty(1280, 720), 950, 260, 40);
    try (FaceDetector near = BlazeFaceDetector.shortRange();
        FaceDetector far = BlazeFaceDetector.fullRange()) {
      assertThat(near.detect(image)).isEmpty();
      assertThat(far.detect(image)).isEmpty();
    }
    assertOneFaceAt(image, 950, 260, 40);
  }

  @Test
  void findsASmallFaceInAVeryLargeFrame() {
    assertOneFaceAt(Scenes.with(Scenes.empty(3840, 2160), 2100, 1300, 60), 2100, 1300, 60);
  }

  @Test
  void findsACrowdBesideANearFace() {
    Image image = Scenes.with(Scenes.empty(1280, 720), 1000, 300, 260);
    for (int i = 0; i < 8; i++) {
      image = Scenes.with(image, 80 + 160 * (i % 4), 150 + 300 * (i / 4), 48 + 6 * i);
    }
    assertThat(detector().detect(image)).hasSize(9);
  }

  @Test
  void findsAFaceThatFillsThePicture() {
    Image tight = new Tile(190, 78, 66, 74).cutFrom(Scenes.ASTRONAUT);
    List<DetectedFace> faces = detector().detect(tight);
    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).box().centerX()).isCloseTo(222 - 190, Offset.offset(12.0));
    try (FaceDetector near = BlazeFaceDetector.shortRange()) {
      assertThat(near.detect(tight)).as("without a border").isEmpty();
    }
  }

  @Test
  void placesTiltedSmallFacesWellEnoughForTheirLandmarks() {
    try (FaceLandmarker landmarker = new FaceLandmarker()) {
      for (int tilt = -60; tilt <= 60; tilt += 20) {
        AffineTransform placing = Scenes.placing(448, 198, 60, tilt);
        for (Image portrait : List.of(Scenes.ASTRONAUT, Scenes.OTHER)) {
          Image plain = Scenes.with(Scenes.empty(640, 360), portrait, placing);
          assertThat(marked(plain, landmarker, 448, 198, 60)).as("tilt %d", tilt).isTrue();
          Image noisy = Scenes.with(Scenes.noise(640, 360, 5), portrait, placing);
          assertThat(marked(noisy, landmarker, 448, 198, 60)).as("noise, %d", tilt).isTrue();
        }
      }
    }
  }

  @Test
  void keepsTiltedSmallFacesApartBesideALargeOne() {
    Image image = Scenes.with(Scenes.empty(640, 360), 480, 180, 150);
    image = Scenes.with(image, Scenes.OTHER, Scenes.placing(80, 90, 60, -40));
    image = Scenes.with(image, Scenes.ASTRONAUT, Scenes.placing(240, 100, 64, 40));
    image = Scenes.with(image, Scenes.OTHER, Scenes.placing(160, 270, 60, 20));
    assertThat(detector().detect(image)).hasSize(4);
    try (FaceLandmarker landmarker = new FaceLandmarker()) {
      assertThat(marked(image, landmarker, 480, 180, 150)).isTrue();
      assertThat(marked(image, landmarker, 80, 90, 60)).isTrue();
      assertThat(marked(image, landmarker, 240, 100, 64)).isTrue();
      assertThat(marked(image, landmarker, 160, 270, 60)).isTrue();
    }
  }

  /** Whether landmarks are found around that place, starting from a detected face. */
  private boolean marked(Image image, FaceLandmarker landmarker, double x, double y, double side) {
    return detector().detect(image).stream()
        .flatMap(face -> landmarker.locate(image, face).stream())
        .map(Landmarks::bounds)
        .anyMatch(box -> Math.hypot(box.centerX() - x, box.centerY() - y) < 0.3 * side);
  }

  private void assertOneFaceAt(Image image, double x, double y, double side) {
    List<DetectedFace> faces = detector().detect(image);
    assertThat(faces).hasSize(1);
    Box box = faces.get(0).box();
    assertThat(box.centerX()).isCloseTo(x, Offset.offset(0.15 * side));
    assertThat(box.centerY()).isCloseTo(y, Offset.offset(0.25 * side));
    assertThat(box.width()).isBetween(0.7 * side, 1.3 * side);
  }
}
