package org.delocate.detection.result;

import java.util.Objects;

/**
 * A passage in which a person's faces show a forgery, or part from the rest of their shot as forged
 * ones do.
 *
 * @param person as in {@link TrackFinding#id()}
 * @param fromSeconds time of the first scored face in it, from the start of the video
 * @param toSeconds time of the last one; the passage may reach on to the next face that was looked
 *     at
 * @param evidence after allowing for the number of passages that were tried; moderate or strong
 *     where the faces show a forgery by themselves, weak where they part from the rest of their
 *     shot
 */
public record Segment(int person, double fromSeconds, double toSeconds, Evidence evidence) {

  public Segment {
    Objects.requireNonNull(evidence, "evidence");
    if (!(fromSeconds <= toSeconds)) {
      throw new IllegalArgumentException("a segment from " + fromSeconds + " to " + toSeconds);
    }
  }

  /** Whether it counts as forged, and is not just something to look at. */
  public boolean isForged() {
    return evidence.reaches(Evidence.MODERATE);
  }
}
