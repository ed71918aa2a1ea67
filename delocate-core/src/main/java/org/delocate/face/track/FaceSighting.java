package org.delocate.face.track;

import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;

/**
 * A face that was found and marked in one frame, before it is known whose it is.
 *
 * @param box around the landmarks
 * @param confidence 0 to 1, see {@link TrackedFace}
 */
record FaceSighting(Landmarks landmarks, Box box, FaceAppearance appearance, double confidence) {

  static FaceSighting of(Image image, Landmarks landmarks, double confidence) {
    return new FaceSighting(
        landmarks, landmarks.bounds(), FaceAppearance.of(image, landmarks), confidence);
  }

  /** Side of the square as large as the box. */
  double size() {
    return Math.sqrt(box.area());
  }

  TrackedFace of(int trackId) {
    return new TrackedFace(trackId, box, landmarks, confidence);
  }
}
