package org.delocate.detection.scan;

import java.util.List;
import java.util.Objects;
import org.delocate.media.image.VideoFrame;

/**
 * One sampled frame with the faces that were scored in it.
 *
 * @param frame the picture and its time
 * @param faces none if no face was found or all were too small or too blurred
 */
public record ScoredFrame(VideoFrame frame, List<ScoredFace> faces) {

  public ScoredFrame {
    Objects.requireNonNull(frame, "frame");
    faces = List.copyOf(faces);
  }
}
