package org.delocate.detection.result;

import java.util.Objects;
import org.delocate.media.file.VideoStream;

/**
 * One of the videos of the input.
 *
 * @param stream which it is
 * @param judged whether this report is about it
 */
public record StreamFacts(VideoStream stream, boolean judged) {

  public StreamFacts {
    Objects.requireNonNull(stream, "stream");
  }
}
