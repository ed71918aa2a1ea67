package org.delocate.face.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.TiledFaceDetector;
import org.delocate.face.geometry.Scenes;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.junit.jupiter.api.Test;

class FaceTrackersTest {

  private static final Image EMPTY = Scenes.empty(640, 360);
  private static final Image ONE = Scenes.with(EMPTY, 150, 170, 110);
  private static final Image TWO = Scenes.withOther(ONE, 480, 170, 110);
  private static final Image SMALLER = Scenes.withOther(Scenes.empty(301, 227), 120, 100, 90);

  private final List<String> opened = new ArrayList<>();

  @Test
  void modelsAreOpenedForTheFirstVideoOnly() {
    try (FaceTrackers trackers = counted()) {
      assertThat(opened).isEmpty();
      for (int video = 0; video < 3; video++) {
        try (FaceTracker tracker = trackers.next()) {
          assertThat(tracker.update(frame(ONE))).hasSize(1);
        }
      }
    }
    assertThat(opened).containsExactly("detector", "landmarker");
  }

  @Test
  void nothingIsOpenedWithoutAVideo() {
    counted().close();
    assertThat(opened).isEmpty();
  }

  /** All at time 0: a tracker that went on would follow the one face, and look for no other. */
  @Test
  void noVideoKnowsOfTheOneBefore() {
    try (FaceTrackers trackers = FaceTrackers.standard()) {
      for (Image image : List.of(ONE, TWO, SMALLER, EMPTY, TWO, ONE, SMALLER, TWO)) {
        try (FaceTracker tracker = trackers.next();
            FaceTracker fresh = FaceTracker.standard()) {
          assertSame(tracker.update(frame(image)), fresh.update(frame(image)));
        }
      }
    }
  }

  @Test
  void modelsOutliveAScopeInWhichTheyAreOpened() {
    try (FaceTrackers trackers = FaceTrackers.standard()) {
      try (PointerScope scope = new PointerScope();
          FaceTracker tracker = trackers.next()) {
        assertThat(tracker.update(frame(ONE))).hasSize(1);
      }
      try (FaceTracker tracker = trackers.next()) {
        assertThat(tracker.update(frame(TWO))).hasSize(2);
      }
    }
  }

  @Test
  void closingFreesTheModels() {
    long before = Pointer.totalCount();
    try (FaceTrackers trackers = FaceTrackers.standard()) {
      try (FaceTracker tracker = trackers.next()) {
        tracker.update(frame(ONE));
      }
      assertThat(Pointer.totalCount()).as("something is held").isGreaterThan(before);
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private FaceTrackers counted() {
    return new FaceTrackers(
        () -> {
          opened.add("detector");
          return new TiledFaceDetector();
        },
        () -> {
          opened.add("landmarker");
          return new FaceLandmarker();
        });
  }

  private static VideoFrame frame(Image image) {
    return Scenes.frame(0, 0, image);
  }

  private static void assertSame(List<TrackedFace> faces, List<TrackedFace> expected) {
    assertThat(faces).usingRecursiveComparison().isEqualTo(expected);
  }
}
