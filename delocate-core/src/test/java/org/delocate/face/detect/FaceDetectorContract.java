package org.delocate.face.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every detector of near faces can do. */
abstract class FaceDetectorContract {

  private FaceDetector detector;

  abstract FaceDetector open();

  @BeforeEach
  void openDetector() {
    detector = open();
  }

  @AfterEach
  void closeDetector() {
    detector.close();
  }

  final FaceDetector detector() {
    return detector;
  }

  @Test
  void findsAFaceWhereItIs() {
    List<DetectedFace> faces = detector.detect(Scenes.with(Scenes.empty(640, 360), 400, 170, 120));
    assertThat(faces).hasSize(1);
    assertThat(faces.get(0).box().centerX()).isCloseTo(400, Offset.offset(15.0));
    assertThat(faces.get(0).box().centerY()).isCloseTo(170, Offset.offset(25.0));
    assertThat(faces.get(0).box().width()).isBetween(80.0, 150.0);
    assertThat(faces.get(0).confidence()).isBetween(0.5, 1.0);
  }

  @Test
  void tellsTheSidesOfAFace() {
    AffineTransform placing = Scenes.placing(320, 170, 120, 20);
    Image image = Scenes.with(Scenes.empty(640, 360), Scenes.ASTRONAUT, placing);
    float[] points = detector.detect(image).get(0).keypoints();
    // The person's right eye is on the left of the picture; both are tilted as the head is.
    assertThat(points[0]).isLessThan(points[2]);
    double tilt = Math.toDegrees(Math.atan2(points[3] - points[1], points[2] - points[0]));
    assertThat(tilt).isCloseTo(20, Offset.offset(6.0));
    assertThat(points[7]).isGreaterThan(points[1]);
  }

  @Test
  void findsEachOfThreeFacesOnceTheSurestFirst() {
    Image image = Scenes.with(Scenes.empty(640, 360), 110, 170, 100);
    image = Scenes.withOther(image, 330, 190, 100);
    image = Scenes.with(image, 540, 160, 90);
    List<DetectedFace> faces = detector.detect(image);
    assertThat(faces)
        .extracting(face -> (int) Math.round(face.box().centerX() / 100))
        .containsExactlyInAnyOrder(1, 3, 5);
    assertThat(faces)
        .isSortedAccordingTo(Comparator.comparingDouble(DetectedFace::confidence).reversed());
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(detector.detect(Scenes.empty(320, 240))).isEmpty();
    assertThat(detector.detect(Scenes.noise(320, 240, 1))).isEmpty();
    assertThat(detector.detect(Scenes.gradient(320, 240))).isEmpty();
    assertThat(detector.detect(Image.black(1, 1))).isEmpty();
  }
}
