package org.delocate.evaluation.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.metrics.Interval;

/**
 * An evaluation with its protocol: what {@code metrics.json}, {@code scores.csv} and the page show.
 *
 * @param protocol what was done, by name: data, split, level, face choice, threshold, interval,
 *     seed, model, versions
 * @param decision calibration and thresholds
 * @param skipped records of the whole store that gave no face, by reason
 * @param metrics numbers of each set of faces, by the set's name
 * @param faces every score
 * @param exhibits faces with their pictures
 */
public record EvaluationReport(
    Map<String, String> protocol,
    FaceMetrics.Decision decision,
    Map<String, Long> skipped,
    Map<String, FaceMetrics> metrics,
    List<EvaluatedFace> faces,
    Exhibits exhibits) {

  /**
   * Writes {@code metrics.json}, {@code scores.csv}, {@code evaluation.html} and, if asked to,
   * {@code frames.csv} into a folder.
   */
  public void write(Path folder, boolean perFrame) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("metrics.json"), MetricsJson.of(this));
      Files.writeString(
          folder.resolve("scores.csv"),
          ScoreTables.ofVideos(EvaluatedVideo.of(faces), decision.calibrator()).text());
      Files.writeString(folder.resolve("evaluation.html"), EvaluationPage.of(this));
      if (perFrame) {
        Files.writeString(
            folder.resolve("frames.csv"), ScoreTables.ofFaces(faces, decision.calibrator()).text());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** The numbers as a table for people, with the protocol under it. */
  public String table() {
    StringBuilder text = new StringBuilder();
    metrics.forEach(
        (name, set) -> {
          FaceMetrics.Counts counts = set.counts();
          line(text, "%n%s: %,d faces, %,d forged", name, counts.faces(), counts.forgedFaces());
          line(
              text,
              "  of %,d videos, %,d forged; abstained on %,d real and %,d forged",
              counts.videos(),
              counts.forgedVideos(),
              counts.openReal(),
              counts.openForged());
          lines(text, "frame", set.frame());
          if (set.counts().videos() < set.counts().faces()) {
            lines(text, "video", set.video());
          }
          lines(text, "AUC of the recovery error alone", set.recovery());
          lines(text, "AUC of the mapping discrepancy alone", set.discrepancy());
          set.masks()
              .forEach(
                  (truth, painters) ->
                      painters.forEach(
                          (painter, values) ->
                              lines(
                                  text,
                                  "mask of " + painter.words() + ", " + truth.words(),
                                  values)));
        });
    line(text, "%nProtocol");
    protocol.forEach((key, value) -> line(text, "  %-10s %s", key, value));
    return text.toString();
  }

  private static void lines(StringBuilder text, String title, Map<String, Interval> values) {
    line(text, "  %s", title);
    values.forEach(
        (metric, interval) -> {
          if (Double.isFinite(interval.value())) {
            line(text, "    %-28s %s", metric, interval.format());
          }
        });
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
