package org.delocate.face.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaceTrackerTest {

  private static final Image EMPTY = Scenes.empty(640, 360);

  private final FaceTracker tracker = FaceTracker.standard();
  private int walkerId;

  @AfterEach
  void close() {
    tracker.close();
  }

  @Test
  void followsOnePersonWhoMoves() {
    for (int i = 0; i < 8; i++) {
      double x = 150 + 40 * i;
      List<TrackedFace> faces =
          tracker.update(Scenes.frame(i, 0.3 * i, Scenes.with(EMPTY, x, 170, 110)));
      assertThat(faces).hasSize(1);
      assertThat(faces.get(0).trackId()).isEqualTo(1);
      assertThat(faces.get(0).box().centerX()).isCloseTo(x, Offset.offset(10.0));
    }
  }

  @Test
  void keepsCrossingPeopleApart() {
    for (int i = 0; i < 9; i++) {
      double walker = 120 + 50 * i;
      double other = 520 - 50 * i;
      // They pass at different heights; in the middle the walker hides a part of the other.
      Image image = Scenes.with(Scenes.withOther(EMPTY, other, 100, 90), walker, 240, 100);
      List<TrackedFace> faces = tracker.update(Scenes.frame(i, 0.3 * i, image));
      assertThat(faces).hasSizeBetween(i == 4 ? 1 : 2, 2);
      if (i == 0) {
        walkerId = nearest(faces, walker).trackId();
      }
      for (TrackedFace face : faces) {
        boolean lower = face.box().centerY() > 170;
        assertThat(face.trackId()).isEqualTo(lower ? walkerId : 3 - walkerId);
        assertThat(face.box().centerX()).isCloseTo(lower ? walker : other, Offset.offset(25.0));
      }
    }
  }

  @Test
  void keepsPeopleApartWhereOneHidesTheOther() {
    for (int i = 0; i < 9; i++) {
      Image image = Scenes.withOther(EMPTY, 520 - 50 * i, 170, 90);
      image = Scenes.with(image, 120 + 50 * i, 170, 110);
      List<TrackedFace> faces = tracker.update(Scenes.frame(i, 0.2 * i, image));
      if (i == 0) {
        assertThat(faces).hasSize(2);
        walkerId = nearest(faces, 120).trackId();
      } else if (i == 4) {
        assertThat(faces).extracting(TrackedFace::trackId).containsExactly(walkerId);
      } else if (i == 8) {
        assertThat(faces).hasSize(2);
        assertThat(nearest(faces, 520).trackId()).isEqualTo(walkerId);
        assertThat(nearest(faces, 120).trackId()).isEqualTo(3 - walkerId);
      }
    }
  }

  @Test
  void aCutEndsTracks() {
    Image image = Scenes.with(EMPTY, 300, 170, 110);
    assertThat(tracker.update(Scenes.frame(0, 0, image)).get(0).trackId()).isEqualTo(1);
    assertThat(tracker.update(new VideoFrame(1, 0.3, image, false, true)).get(0).trackId())
        .isEqualTo(2);
    assertThat(tracker.update(Scenes.frame(2, 0.6, image)).get(0).trackId()).isEqualTo(2);
  }

  /** Of two faces, the right one goes over into another person's. */
  @Test
  void aDissolveOfAPartOfThePictureEndsTheTracksThere() {
    Image image = Scenes.withOther(Scenes.with(EMPTY, 150, 170, 110), 480, 170, 110);
    List<TrackedFace> before = tracker.update(Scenes.frame(0, 0, image));
    int left = nearest(before, 150).trackId();
    int right = nearest(before, 480).trackId();

    List<TrackedFace> within = tracker.update(partlyMixed(1, image, VideoFrame.MIXED));
    List<TrackedFace> after = tracker.update(partlyMixed(2, image, VideoFrame.WAS_MIXED));

    assertThat(within).extracting(TrackedFace::trackId).containsExactly(left);
    assertThat(after).hasSize(2);
    assertThat(nearest(after, 150).trackId()).isEqualTo(left);
    assertThat(nearest(after, 480).trackId()).isGreaterThan(Math.max(left, right));
  }

  private static VideoFrame partlyMixed(int index, Image image, int value) {
    byte[] rgb = new byte[32 * 18 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % 32 < 16 ? 0 : value);
    }
    return new VideoFrame(
        index,
        0.4 * index,
        image,
        false,
        false,
        false,
        1,
        Optional.empty(),
        Optional.of(new Image(32, 18, rgb)));
  }

  @Test
  void aShortAbsenceKeepsTheTrackAndALongOneEndsIt() {
    Image image = Scenes.with(EMPTY, 300, 170, 110);
    tracker.update(Scenes.frame(0, 0, image));
    for (int i = 1; i <= 4; i++) {
      assertThat(tracker.update(Scenes.frame(i, 0.4 * i, EMPTY))).isEmpty();
    }
    assertThat(tracker.update(Scenes.frame(5, 1.9, image)).get(0).trackId()).isEqualTo(1);
    for (int i = 1; i <= 6; i++) {
      tracker.update(Scenes.frame(5 + i, 1.9 + 0.4 * i, EMPTY));
    }
    assertThat(tracker.update(Scenes.frame(12, 4.6, image)).get(0).trackId()).isEqualTo(2);
  }

  @Test
  void framesFarApartDoNotSplitAPerson() {
    for (int i = 0; i < 4; i++) {
      Image image = Scenes.with(EMPTY, i % 2 == 0 ? 150 : 480, 170, 110 + 10 * i);
      assertThat(tracker.update(Scenes.frame(i, 20.0 * i, image)))
          .extracting(TrackedFace::trackId)
          .containsExactly(1);
    }
  }

  @Test
  void seesNobodyWhereNobodyIs() {
    assertThat(tracker.update(Scenes.frame(0, 0, EMPTY))).isEmpty();
    assertThat(tracker.update(Scenes.frame(1, 1, Scenes.noise(640, 360, 3)))).isEmpty();
    assertThat(tracker.update(Scenes.frame(2, 2, Scenes.gradient(640, 360)))).isEmpty();
  }

  @Test
  void aFaceHalfBeyondTheBorderDoesNotCount() {
    assertThat(tracker.update(Scenes.frame(0, 0, Scenes.with(EMPTY, 30, 170, 110)))).hasSize(1);
    assertThat(tracker.update(Scenes.frame(1, 1, Scenes.with(EMPTY, -12, 170, 110)))).isEmpty();
    Box box = new Box(-40.5, 10, 100, 100);
    assertThat(box.shareWithin(640, 360)).isCloseTo(0.6, Offset.offset(1e-9));
  }

  @Test
  void followsThreePeopleInDenseFrames() {
    for (int i = 0; i < 12; i++) {
      Image image = Scenes.with(EMPTY, 110 + 2 * i, 170, 100);
      image = Scenes.withOther(image, 330, 190 - 2 * i, 100);
      image = Scenes.with(image, 540, 160, 80 + i);
      assertThat(tracker.update(Scenes.frame(i, 0.04 * i, image)))
          .extracting(TrackedFace::trackId)
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void aNewFaceInDenseFramesIsSeenSoon() {
    for (int i = 0; i <= 8; i++) {
      Image image = Scenes.with(EMPTY, 150, 170, 110);
      image = i > 1 ? Scenes.withOther(image, 450, 170, 110) : image;
      int faces = tracker.update(Scenes.frame(i, 0.04 * i, image)).size();
      assertThat(faces).isLessThanOrEqualTo(i > 1 ? 2 : 1);
      if (0.04 * i >= 0.08 + FaceTracker.DETECTION_SECONDS) {
        assertThat(faces).isEqualTo(2);
      }
    }
  }

  @Test
  void nativeMemoryStaysFlat() {
    Image small = Scenes.empty(240, 180);
    Image[] images = {Scenes.with(small, 110, 90, 70), Scenes.with(small, 115, 90, 70), small};
    for (int i = 0; i < 21; i++) {
      tracker.update(Scenes.frame(i, 0.1 * i, images[i % 7 / 3]));
    }
    System.gc();
    long before = Pointer.totalBytes();
    for (int i = 21; i < 321; i++) {
      tracker.update(Scenes.frame(i, 0.1 * i, images[i % 7 / 3]));
    }
    // One frame is 130 kB: 300 of them would be 39 MB.
    assertThat(Pointer.totalBytes() - before).isLessThan(500_000);
  }

  private static TrackedFace nearest(List<TrackedFace> faces, double x) {
    return faces.stream()
        .min(Comparator.comparingDouble(face -> Math.abs(face.box().centerX() - x)))
        .orElseThrow();
  }
}
