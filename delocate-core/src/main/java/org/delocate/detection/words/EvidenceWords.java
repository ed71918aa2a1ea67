package org.delocate.detection.words;

import java.util.List;
import java.util.Locale;
import org.delocate.detection.result.Evidence;
import org.delocate.detection.result.FalseAlarms;
import org.delocate.detection.result.Segment;

/** Evidence and what it is worth, in words: the same in messages, on the page and in a terminal. */
public final class EvidenceWords {

  private EvidenceWords() {}

  /** Such as {@code moderate evidence of forgery}. */
  public static String level(Evidence evidence) {
    return (evidence == Evidence.NONE ? "no" : evidence.key()) + " evidence of forgery";
  }

  /** Such as {@code Of real clips that this model had not seen, 1 in 20 shows as much}. */
  public static String worth(FalseAlarms falseAlarms) {
    return "Of real clips that this model had not seen, " + share(falseAlarms);
  }

  /** Such as {@code 1 in 20 shows as much}. */
  public static String share(FalseAlarms falseAlarms) {
    return falseAlarms.share() == 0
        ? "none of " + NumberWords.count(falseAlarms.clips(), "clip", "clips") + " shows as much"
        : oneIn(falseAlarms.share()) + " shows as much";
  }

  /** Such as {@code 1 in 12 at most, with 95 % confidence: 352 clips from 146 sources}. */
  public static String certainty(FalseAlarms falseAlarms) {
    return oneIn(falseAlarms.upTo())
        + " at most, by the 95\u00a0% interval of "
        + NumberWords.count(falseAlarms.clips(), "clip", "clips")
        + " from "
        + NumberWords.count(falseAlarms.pages(), "source", "sources");
  }

  /** Such as {@code forged from 0:12.0 to 0:15.0}, or {@code to look at from …}. */
  public static String passages(List<Segment> segments) {
    return (segments.stream().anyMatch(Segment::isForged) ? "forged " : "to look at ")
        + when(segments);
  }

  /** Such as {@code from 0:12.0 to 0:15.0 and from 1:04.0 to 1:06.5}. */
  public static String when(List<Segment> segments) {
    return String.join(
        " and ",
        segments.stream()
            .map(
                segment ->
                    "from "
                        + NumberWords.time(segment.fromSeconds())
                        + " to "
                        + NumberWords.time(segment.toSeconds()))
            .toList());
  }

  /** A share above 0 as {@code 1 in 20}; above two thirds as a percentage. */
  static String oneIn(double share) {
    long of = Math.round(1 / share);
    return of < 2 ? NumberWords.percent(share) : "1 in " + String.format(Locale.ROOT, "%,d", of);
  }
}
