package org.delocate.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.delocate.media.Image;
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

  private void assertOneFaceAt(Image image, double x, double y, double side) {
    List<DetectedFace> faces = detector().detect(image);
    assertThat(faces).hasSize(1);
    Box box = faces.get(0).box();
    assertThat(box.centerX()).isCloseTo(x, Offset.offset(0.15 * side));
    assertThat(box.centerY()).isCloseTo(y, Offset.offset(0.25 * side));
    assertThat(box.width()).isBetween(0.7 * side, 1.3 * side);
  }
}
