package org.delocate.storage;

import org.jspecify.annotations.Nullable;

/**
 * How a scan ended. Null is what is not known.
 *
 * @param status {@code scored}, {@code abstained} or {@code failed}
 * @param label {@code forged} or {@code authentic}
 * @param evidence {@code strong}, {@code moderate}, {@code weak} or {@code none}
 * @param probability of forgery, 0 to 1
 * @param reason a code: why there is no answer
 * @param message for a person, in English
 * @param line the verdict in one line, in English
 * @param segments JSON: the passages that show a forgery
 * @param durationSeconds of the video
 * @param width in pixels
 * @param height in pixels
 * @param picture 1 if the file is a still picture
 * @param persons of whom a face was scored
 * @param scanSeconds that the scan took
 */
public record Outcome(
    @Nullable String status,
    @Nullable String label,
    @Nullable String evidence,
    @Nullable Double probability,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String line,
    @Nullable String segments,
    @Nullable Double durationSeconds,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer picture,
    @Nullable Integer persons,
    @Nullable Double scanSeconds) {

  /** A scan without a report. */
  public static Outcome failed(String reason, String message) {
    return new Outcome(
        "failed", null, null, null, reason, message, null, null, null, null, null, null, null,
        null);
  }

  /**
   * The order of lists, the largest first, as that of a folder's summary: forged ones from 3, then
   * by probability from 1, then those without a scored face, then failures.
   */
  public double suspicion() {
    double certainty = probability == null ? 0 : probability;
    if ("forged".equals(label)) {
      return 3 + certainty;
    }
    if ("failed".equals(status)) {
      return 0.25;
    }
    return probability == null ? 0.5 : 1 + certainty;
  }
}
