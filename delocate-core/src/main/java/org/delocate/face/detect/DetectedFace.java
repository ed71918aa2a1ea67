package org.delocate.face.detect;

import org.delocate.face.geometry.Box;

/**
 * A face as a detector sees it, in pixels of the frame.
 *
 * @param box around the face, brows to chin
 * @param confidence of the detector, 0 to 1
 * @param keypoints x and y of the right eye, left eye, nose tip, mouth, right ear, left ear (sides
 *     of the person): 12 numbers; detectors that know fewer points give {@code NaN} for the others
 */
public record DetectedFace(Box box, double confidence, float[] keypoints) {

  /** How many numbers describe the key points. */
  public static final int KEYPOINT_NUMBERS = 12;

  public DetectedFace {
    if (keypoints.length != KEYPOINT_NUMBERS) {
      throw new IllegalArgumentException(keypoints.length + " numbers of key points instead of 12");
    }
  }

  /** The same face in a picture that begins elsewhere. */
  DetectedFace moved(int dx, int dy) {
    float[] points = keypoints.clone();
    for (int i = 0; i < points.length; i += 2) {
      points[i] += dx;
      points[i + 1] += dy;
    }
    return new DetectedFace(
        new Box(box.x() + dx, box.y() + dy, box.width(), box.height()), confidence, points);
  }
}
