package org.delocate.detection.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the scores of one person's faces come to.
 *
 * @param assessment of the person
 * @param segments where a forgery shows, or something to look at, in the order of time
 * @param whole what the track comes to as a whole, if a passage of it shows firmer evidence and so
 *     decides; otherwise empty
 */
public record PersonScore(
    Assessment assessment, List<Segment> segments, Optional<Assessment> whole) {

  public PersonScore {
    Objects.requireNonNull(assessment, "assessment");
    segments = List.copyOf(segments);
    Objects.requireNonNull(whole, "whole");
  }
}
