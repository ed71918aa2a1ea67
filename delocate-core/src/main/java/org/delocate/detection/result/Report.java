package org.delocate.detection.result;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * Everything a scan found out about one input: what {@code report.json} holds.
 *
 * @param input the file
 * @param verdict that of the most suspicious person
 * @param tracks one per person and shot, in the order in which they appeared
 * @param provenance what made this report
 */
public record Report(
    InputFacts input, Verdict verdict, List<TrackFinding> tracks, Provenance provenance) {

  public Report {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(provenance, "provenance");
    tracks = List.copyOf(tracks);
  }

  /** All people, the most suspicious first: the first one's verdict is the input's. */
  public List<TrackFinding> bySuspicion() {
    return tracks.stream().sorted(Suspicion.order()).toList();
  }

  /** The passages in which anybody shows a forgery, in the order of time. */
  public List<Segment> segments() {
    return tracks.stream()
        .flatMap(track -> track.segments().stream())
        .sorted(Comparator.comparingDouble(Segment::fromSeconds).thenComparing(Segment::person))
        .toList();
  }

  /** This report with the name of a mask picture in every frame. */
  public Report withMasks(LongFunction<String> nameOfFrame) {
    return new Report(
        input,
        verdict,
        tracks.stream().map(track -> track.withMasks(nameOfFrame)).toList(),
        provenance);
  }
}
