package org.delocate.detection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * One person in one shot.
 *
 * @param id from 1, in the order of appearance
 * @param verdict on this person
 * @param parts evidence per facial part; empty if no face was scored or the model's card has no
 *     errors of real faces
 * @param frames the scored faces, in the order of time
 * @param segments passages in which they show a forgery, in the order of time; none of a picture,
 *     and none by a model whose card knows no steps of evidence
 */
public record TrackFinding(
    int id,
    Verdict verdict,
    Optional<PartEvidence> parts,
    List<FrameFinding> frames,
    List<Segment> segments) {

  public TrackFinding {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(parts, "parts");
    frames = List.copyOf(frames);
    segments = List.copyOf(segments);
  }

  /** Without segments. */
  public TrackFinding(
      int id, Verdict verdict, Optional<PartEvidence> parts, List<FrameFinding> frames) {
    this(id, verdict, parts, frames, List.of());
  }

  TrackFinding withMasks(LongFunction<String> nameOfFrame) {
    return new TrackFinding(
        id,
        verdict,
        parts,
        frames.stream().map(frame -> frame.withMask(nameOfFrame.apply(frame.index()))).toList(),
        segments);
  }
}
