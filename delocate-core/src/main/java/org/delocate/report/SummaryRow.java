package org.delocate.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.delocate.detection.result.Evidence;

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
 * @param weights that scored it; empty where nobody says
 */
public record SummaryRow(
    String file,
    Outcome outcome,
    String evidence,
    OptionalDouble probability,
    String reason,
    String seconds,
    Optional<String> report,
    Optional<Weights> weights) {

  /**
   * Whose weights scored an input.
   *
   * @param model name and digest of the checkpoint
   * @param terms of the data that it learnt from
   */
  public record Weights(String model, String terms) {

    private static Optional<Weights> of(JsonNode provenance) {
      return provenance.has("trainingDataTerms")
          ? Optional.of(
              new Weights(
                  provenance.path("model").asText(), provenance.path("trainingDataTerms").asText()))
          : Optional.empty();
    }
  }

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
   * Of an input for which there is no report at all.
   *
   * @param reason a code
   */
  public static SummaryRow failed(Path input, String reason) {
    return new SummaryRow(
        input.toString(),
        Outcome.FAILED,
        "",
        OptionalDouble.empty(),
        reason,
        "",
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Of a {@code report.json}; what it does not say is empty.
   *
   * @param report its {@linkplain JsonReport#header head}
   * @param provenance its {@linkplain JsonReport#provenance end}; missing where only the head was
   *     read
   * @param file the file to open, relative to the folder of all reports
   */
  public static SummaryRow of(JsonNode report, JsonNode provenance, Optional<String> file) {
    JsonNode verdict = report.path("verdict");
    StringBuilder seconds = new StringBuilder();
    for (JsonNode segment : report.path("segments")) {
      if (segment.path("evidence").asText().equals(Evidence.WEAK.key())) {
        continue; // to be looked at, and not forged
      }
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
        file,
        Weights.of(provenance));
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
   * The most suspicious first: forged ones; then those with evidence, however weak, by probability;
   * then the others without a verdict and authentic ones by probability; then those without a
   * scored face; then failures. The names decide among equals.
   */
  public static Comparator<SummaryRow> bySuspicion() {
    return Comparator.comparingInt(SummaryRow::rank)
        .thenComparing(Comparator.comparingDouble((SummaryRow row) -> row.number()).reversed())
        .thenComparing(SummaryRow::file);
  }

  private int rank() {
    return switch (outcome) {
      case FORGED -> 0;
      case NO_VERDICT, AUTHENTIC -> probability.isEmpty() ? 3 : hasEvidence() ? 1 : 2;
      case FAILED -> 4;
    };
  }

  /** A passage may be evidence where the probability is low. */
  private boolean hasEvidence() {
    return !evidence.isEmpty() && !evidence.equals(Evidence.NONE.key());
  }

  private double number() {
    return probability.orElse(-1);
  }
}
