package org.delocate.face.track;

import java.util.Objects;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;

/**
 * One person's face in one frame.
 *
 * @param trackId the person in this shot: from 1 in the order of appearance, never used again
 * @param box around the landmarks, in pixels of the frame; may reach over its border
 * @param landmarks in pixels of the frame
 * @param confidence that this is a face, 0 to 1: the detector's, or the landmarks' where the face
 *     was followed without detection
 */
public record TrackedFace(int trackId, Box box, Landmarks landmarks, double confidence) {

  public TrackedFace {
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(landmarks, "landmarks");
    if (trackId < 1) {
      throw new IllegalArgumentException("track " + trackId + ": tracks count from 1");
    }
  }
}
