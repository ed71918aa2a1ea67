package org.delocate.detection.result;

import java.util.Objects;

/**
 * A passage in which a person's faces show a forgery.
 *
 * @param person as in {@link TrackFinding#id()}
 * @param fromSeconds time of the first scored face in it, from the start of the video
 * @param toSeconds time of the last one; the passage may reach on to the next face that was looked
 *     at
 * @param evidence moderate or strong, after allowing for the number of passages that were tried
 */
public record Segment(int person, double fromSeconds, double toSeconds, Evidence evidence) {

  public Segment {
    Objects.requireNonNull(evidence, "evidence");
    if (!(fromSeconds <= toSeconds)) {
      throw new IllegalArgumentException("a segment from " + fromSeconds + " to " + toSeconds);
    }
  }
}
