package org.delocate.network.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How firmly a forgery shows, in three steps, and what each is worth: measured on real clips that
 * the scoring models had not seen. A clip counts as its most suspicious person does.
 *
 * @param strong the highest step
 * @param moderate from here on a person is called forged
 * @param weak below it there is no evidence of forgery
 * @param clips real clips that the false alarms were counted on, at least 1
 * @param pages sources of these clips, which are what differs between them; at least 1, at most as
 *     many as clips
 * @param protocol how it was measured, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceLevels(
    Level strong, Level moderate, Level weak, int clips, int pages, String protocol) {

  /**
   * One step.
   *
   * @param from probability of forgery that reaches it, 0 to 1
   * @param falseAlarms share of the real clips that reach it, 0 to 1
   * @param upTo upper end of the 95 % interval of that share, at most 1
   */
  public record Level(double from, double falseAlarms, double upTo) {

    public Level {
      if (!(from >= 0 && from <= 1)) {
        throw new IllegalArgumentException("evidence from a probability of " + from);
      }
      if (!(falseAlarms >= 0 && falseAlarms <= upTo && upTo <= 1)) {
        throw new IllegalArgumentException(
            "evidence with a share of false alarms of " + falseAlarms + ", up to " + upTo);
      }
    }
  }

  public EvidenceLevels {
    if (strong == null || moderate == null || weak == null || protocol == null) {
      throw new IllegalArgumentException("evidence needs strong, moderate, weak and protocol");
    }
    if (!(strong.from() >= moderate.from() && moderate.from() >= weak.from())) {
      throw new IllegalArgumentException(
          "evidence is strong from "
              + strong.from()
              + ", moderate from "
              + moderate.from()
              + ", weak from "
              + weak.from()
              + " on");
    }
    if (!(strong.falseAlarms() <= moderate.falseAlarms()
        && moderate.falseAlarms() <= weak.falseAlarms())) {
      throw new IllegalArgumentException("firmer evidence cannot have more false alarms");
    }
    if (pages < 1 || clips < pages) {
      throw new IllegalArgumentException(
          "evidence measured on " + clips + " clips from " + pages + " pages");
    }
  }
}
