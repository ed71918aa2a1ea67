package org.delocate.dataset.frame;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.mask.Plane;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.face.detect.BlazeFaceDetector;
import org.delocate.face.detect.DetectedFace;
import org.delocate.face.detect.FaceDetector;
import org.delocate.face.detect.FaceLandmarker;
import org.delocate.face.detect.PaddingFaceDetector;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * Finds the face of a picture that a record is about: the one that was manipulated, where that
 * shows, and else the largest. For one thread.
 */
public final class FaceFinder implements AutoCloseable {

  private final double minimumFace;
  private final FaceDetector detector = new PaddingFaceDetector(BlazeFaceDetector.shortRange());
  private final FaceLandmarker landmarker = new FaceLandmarker();

  /**
   * @param minimumFace narrowest face to accept, in pixels
   */
  public FaceFinder(double minimumFace) {
    this.minimumFace = minimumFace;
  }

  /**
   * Finds the face.
   *
   * @param evidence of manipulation, per pixel of the picture; empty if there is none
   * @throws NoFaceException if there is none that will do
   */
  public FrameFaces.Found find(Image image, Optional<Plane> evidence) {
    List<DetectedFace> faces = detector.detect(image);
    DetectedFace chosen =
        faces.stream()
            .max(
                Comparator.comparingDouble(
                    face -> face.box().area() * (1 + evidenceIn(face.box(), evidence))))
            .orElseThrow(
                () -> new NoFaceException(SkippedRecord.Reason.NO_FACE, "no face was found"));
    Landmarks landmarks =
        landmarker
            .locate(image, chosen)
            .orElseThrow(
                () ->
                    new NoFaceException(
                        SkippedRecord.Reason.NO_LANDMARKS,
                        "a face was detected, but its landmarks were not found"));
    double width = landmarks.bounds().width();
    if (width < minimumFace) {
      throw new NoFaceException(
          SkippedRecord.Reason.FACE_TOO_SMALL,
          String.format(java.util.Locale.ROOT, "the face is %.0f pixels wide", width));
    }
    return new FrameFaces.Found(1, landmarks, chosen.confidence(), faces.size());
  }

  /** Mean evidence inside a box, 0 where none is given. */
  public static double evidenceIn(Box box, Optional<Plane> evidence) {
    if (evidence.isEmpty()) {
      return 0;
    }
    Plane plane = evidence.get();
    int left = (int) Math.max(0, box.x());
    int top = (int) Math.max(0, box.y());
    int right = (int) Math.min(plane.width(), box.x() + box.width());
    int bottom = (int) Math.min(plane.height(), box.y() + box.height());
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += plane.at(x, y);
      }
    }
    return sum / Math.max(1.0, (double) (right - left) * (bottom - top));
  }

  @Override
  public void close() {
    detector.close();
    landmarker.close();
  }
}
