package org.delocate.face.track;

import java.util.function.Supplier;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.TiledFaceDetector;

/**
 * Trackers for one video after another, with the same models: to open these takes longer than to
 * find the faces of a frame. What is known of the people of a video is in its own tracker alone;
 * models know nothing of what they have seen.
 *
 * <p>Models are opened when the first tracker is asked for, and held until this is closed: also
 * where somebody's pointer scope is open meanwhile. One instance and its trackers serve one thread
 * at a time.
 */
public final class FaceTrackers implements AutoCloseable {

  private final Supplier<FaceDetector> detectors;
  private final Supplier<FaceLandmarker> landmarkers;
  private FaceDetector detector;
  private FaceLandmarker landmarker;

  /**
   * @param detectors opens what finds faces; is asked once, or never
   * @param landmarkers opens what marks them; is asked once, or never
   */
  public FaceTrackers(Supplier<FaceDetector> detectors, Supplier<FaceLandmarker> landmarkers) {
    this.detectors = detectors;
    this.landmarkers = landmarkers;
  }

  /** With the models of {@link FaceTracker#standard}. */
  public static FaceTrackers standard() {
    return new FaceTrackers(TiledFaceDetector::new, FaceLandmarker::new);
  }

  /**
   * A tracker that has seen nothing yet, for the next video. To close it leaves the models open.
   */
  public FaceTracker next() {
    if (detector == null) {
      detector = detectors.get();
    }
    if (landmarker == null) {
      landmarker = landmarkers.get();
    }
    return FaceTracker.borrowing(detector, landmarker);
  }

  /** Frees the models; trackers can do nothing without them. */
  @Override
  public void close() {
    try (FaceDetector finding = detector;
        FaceLandmarker marking = landmarker) {
      detector = null;
      landmarker = null;
    }
  }
}
