package org.delocate.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.delocate.detection.result.Report;

/**
 * What a summary says of one input.
 *
 * @param file as it was named
 * @param outcome {@code forged}, {@code authentic}, {@code no verdict} or {@code failed}
 * @param evidence {@code strong} to {@code none}; empty if nothing is said of it
 * @param probability of forgery; empty if no face was scored
 * @param reason why there is no verdict: a code; empty if there is one
 * @param seconds which are forged, such as {@code 12.0-15.0; 40.2-44.0}; empty if none are
 * @param report the file to open, relative to the folder of all reports, with slashes; empty if
 *     none could be written
 */
public record SummaryRow(
    String file,
    Outcome outcome,
    String evidence,
    OptionalDouble probability,
    String reason,
    String seconds,
    Optional<String> report) {

  /** How a scan ended, the most alarming first. */
  public enum Outcome {
    FORGED("forged"),
    NO_VERDICT("no verdict"),
    AUTHENTIC("authentic"),
    FAILED("failed");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** Such as {@code no verdict}. */
    public String words() {
      return words;
    }
  }

  /**
   * Of a scan.
   *
   * @param file the file to open, relative to the folder of all reports
   */
  public static SummaryRow of(Report report, Optional<String> file) {
    return of(JsonReport.header(report), file);
  }

  /**
   * Of an input for which there is no report at all.
   *
   * @param reason a code
   */
  public static SummaryRow failed(Path input, String reason) {
    return new SummaryRow(
        input.toString(), Outcome.FAILED, "", OptionalDouble.empty(), reason, "", Optional.empty());
  }

  /**
   * Of a {@code report.json}, of which only the {@linkplain JsonReport#header head} is looked at;
   * what it does not say is empty.
   *
   * @param file the file to open, relative to the folder of all reports
   */
  public static SummaryRow of(JsonNode report, Optional<String> file) {
    JsonNode verdict = report.path("verdict");
    StringBuilder seconds = new StringBuilder();
    for (JsonNode segment : report.path("segments")) {
      seconds
          .append(seconds.isEmpty() ? "" : "; ")
          .append(
              String.format(
                  Locale.ROOT,
                  "%.1f-%.1f",
                  segment.path("fromSeconds").asDouble(),
                  segment.path("toSeconds").asDouble()));
    }
    return new SummaryRow(
        report.path("input").path("path").asText(),
        outcome(verdict),
        verdict.path("evidence").asText(),
        verdict.has("probability")
            ? OptionalDouble.of(verdict.path("probability").asDouble())
            : OptionalDouble.empty(),
        verdict.path("reason").asText(),
        seconds.toString(),
        file);
  }

  private static Outcome outcome(JsonNode verdict) {
    return switch (verdict.path("status").asText()) {
      case "scored" ->
          verdict.path("label").asText().equals("forged") ? Outcome.FORGED : Outcome.AUTHENTIC;
      case "abstained" -> Outcome.NO_VERDICT;
      default -> Outcome.FAILED;
    };
  }

  /**
   * The most suspicious first: forged ones; then those without a verdict and authentic ones by
   * probability; then those without a scored face; then failures. The names decide among equals.
   */
  public static Comparator<SummaryRow> bySuspicion() {
    return Comparator.comparingInt(SummaryRow::rank)
        .thenComparing(Comparator.comparingDouble((SummaryRow row) -> row.number()).reversed())
        .thenComparing(SummaryRow::file);
  }

  private int rank() {
    return switch (outcome) {
      case FORGED -> 0;
      case NO_VERDICT, AUTHENTIC -> probability.isPresent() ? 1 : 2;
      case FAILED -> 3;
    };
  }

  private double number() {
    return probability.orElse(-1);
  }
}
