package org.delocate.storage;

import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * How a scan ended. Null is what is not known; all of it, until the scan has ended.
 *
 * @param verdict what is said of the file
 * @param line the verdict in one line, in English
 * @param segments JSON: the passages that show a forgery, or are to be looked at
 * @param media what was scanned
 * @param persons of whom a face was scored
 * @param scanSeconds that the scan took
 */
public record Outcome(
    @Nested Verdict verdict,
    @Nullable String line,
    @Nullable String segments,
    @Nested Media media,
    @Nullable Integer persons,
    @Nullable Double scanSeconds) {

  /**
   * What is said of a file.
   *
   * @param status {@code scored}, {@code abstained} or {@code failed}
   * @param label {@code forged} or {@code authentic}
   * @param evidence {@code strong}, {@code moderate}, {@code weak} or {@code none}
   * @param probability of forgery, 0 to 1
   * @param reason a code: why there is no answer
   * @param message for a person, in English
   */
  public record Verdict(
      @Nullable String status,
      @Nullable String label,
      @Nullable String evidence,
      @Nullable Double probability,
      @Nullable String reason,
      @Nullable String message) {}

  /**
   * The picture or video of a scan.
   *
   * @param picture 1 if the file is a still picture
   * @param durationSeconds of the video
   * @param width in pixels
   * @param height in pixels
   */
  public record Media(
      @Nullable Integer picture,
      @Nullable Double durationSeconds,
      @Nullable Integer width,
      @Nullable Integer height) {

    /** Of a file that could not be opened. */
    public static final Media UNKNOWN = new Media(null, null, null, null);
  }

  /** A scan without a report. */
  public static Outcome failed(String reason, String message) {
    return new Outcome(
        new Verdict("failed", null, null, null, reason, message),
        null,
        null,
        Media.UNKNOWN,
        null,
        null);
  }

  /**
   * The order of lists, the largest first, as that of a folder's summary: forged ones from 3, then
   * those with evidence, however weak, from 2, then by probability from 1, then those without a
   * scored face, then failures.
   */
  public double suspicion() {
    Double probability = verdict.probability();
    double certainty = probability == null ? 0 : probability;
    if ("forged".equals(verdict.label())) {
      return 3 + certainty;
    }
    if ("failed".equals(verdict.status())) {
      return 0.25;
    }
    if (probability == null) {
      return 0.5;
    }
    boolean evidence = verdict.evidence() != null && !verdict.evidence().equals("none");
    return evidence ? 2 + 0.999 * certainty : 1 + certainty;
  }
}
