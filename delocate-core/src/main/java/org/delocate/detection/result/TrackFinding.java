package org.delocate.detection.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * One person, in one shot or in several.
 *
 * @param id from 1, in the order of appearance
 * @param verdict on this person
 * @param parts evidence per facial part; empty if no face was scored or the model's card has no
 *     errors of real faces
 * @param frames the scored faces, in the order of time
 * @param segments passages in which they show a forgery, or part from the rest of their shot, in
 *     the order of time; none of a picture, and none by a model whose card knows no steps of
 *     evidence
 * @param shots in which the person was followed, in the order of time; none if no face was scored
 */
public record TrackFinding(
    int id,
    Verdict verdict,
    Optional<PartEvidence> parts,
    List<FrameFinding> frames,
    List<Segment> segments,
    List<Shot> shots) {

  /** A person in one shot. */
  public TrackFinding(
      int id,
      Verdict verdict,
      Optional<PartEvidence> parts,
      List<FrameFinding> frames,
      List<Segment> segments) {
    this(id, verdict, parts, frames, segments, oneShot(frames));
  }

  /** A person in one shot, without segments. */
  public TrackFinding(
      int id, Verdict verdict, Optional<PartEvidence> parts, List<FrameFinding> frames) {
    this(id, verdict, parts, frames, List.of());
  }

  public TrackFinding {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(parts, "parts");
    frames = List.copyOf(frames);
    segments = List.copyOf(segments);
    shots = List.copyOf(shots);
  }

  private static List<Shot> oneShot(List<FrameFinding> frames) {
    return frames.isEmpty()
        ? List.of()
        : List.of(
            new Shot(
                frames.get(0).timeSeconds(),
                frames.get(frames.size() - 1).timeSeconds(),
                frames.size()));
  }

  TrackFinding withMasks(LongFunction<String> nameOfFrame) {
    return new TrackFinding(
        id,
        verdict,
        parts,
        frames.stream().map(frame -> frame.withMask(nameOfFrame.apply(frame.index()))).toList(),
        segments,
        shots);
  }
}
