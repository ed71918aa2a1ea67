package org.delocate.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.evaluation.number.DetectionNumbers;
import org.delocate.metrics.PairedBootstrap;
import org.delocate.metrics.ScoredSample;

/**
 * Two evaluations of the same videos side by side: is one better, or is it chance?
 *
 * @param pairs videos that both scored
 * @param onlyFirst videos that only the first scored; left out
 * @param onlySecond likewise
 * @param metrics by name; {@code intersectionOverUnion} is the mean over forged videos with a known
 *     region
 */
public record RunComparison(
    int pairs, int onlyFirst, int onlySecond, Map<String, PairedBootstrap.Comparison> metrics) {

  /** A video in one run. */
  private record Scored(ScoredSample sample, double overlap) {}

  /** A run's videos and threshold. */
  private record Run(Map<String, Scored> videos, double threshold) {}

  /**
   * Compares two folders that {@code delocate evaluate} wrote.
   *
   * @throws IllegalArgumentException if one is no such folder, or they have no video in common, or
   *     they disagree on what is forged
   */
  public static RunComparison of(Path first, Path second, PairedBootstrap bootstrap) {
    Run a = read(first);
    Run b = read(second);
    List<PairedBootstrap.Pair<Scored>> pairs = new ArrayList<>();
    a.videos()
        .forEach(
            (video, scored) -> {
              Scored other = b.videos().get(video);
              if (other == null) {
                return;
              }
              if (other.sample().forged() != scored.sample().forged()) {
                throw new IllegalArgumentException(
                    "the runs disagree on whether '" + scored.sample().key() + "' is forged");
              }
              pairs.add(new PairedBootstrap.Pair<>(scored.sample().group(), scored, other));
            });
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          first + " and " + second + " have no video in common: evaluate both on the same split");
    }
    Map<String, PairedBootstrap.Comparison> metrics = new LinkedHashMap<>();
    var ofFirst = DetectionNumbers.metrics(a.threshold());
    var ofSecond = DetectionNumbers.metrics(b.threshold());
    ofFirst.forEach(
        (name, metric) ->
            metrics.put(name, bootstrap.of(pairs, onScores(metric), onScores(ofSecond.get(name)))));
    metrics.put("intersectionOverUnion", bootstrap.of(pairs, RunComparison::meanOverlap));
    return new RunComparison(
        pairs.size(), a.videos().size() - pairs.size(), b.videos().size() - pairs.size(), metrics);
  }

  private static ToDoubleFunction<List<Scored>> onScores(
      ToDoubleFunction<List<ScoredSample>> metric) {
    return scored -> metric.applyAsDouble(scored.stream().map(Scored::sample).toList());
  }

  private static double meanOverlap(List<Scored> scored) {
    return scored.stream()
        .mapToDouble(Scored::overlap)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private static Run read(Path folder) {
    CsvTable table = CsvTable.read(folder.resolve("scores.csv"));
    Map<String, Scored> videos = new LinkedHashMap<>();
    for (List<String> row : table.rows()) {
      String name = table.cell(row, "video") + '\n' + table.cell(row, "method");
      String overlap = table.cell(row, "iou");
      ScoredSample sample =
          new ScoredSample(
              table.cell(row, "video"),
              table.cell(row, "label").equals("fake"),
              Double.parseDouble(table.cell(row, "probability")),
              table.cell(row, "group"));
      videos.put(
          name, new Scored(sample, overlap.isEmpty() ? Double.NaN : Double.parseDouble(overlap)));
    }
    Path file = folder.resolve("metrics.json");
    try {
      JsonNode threshold = new ObjectMapper().readTree(file.toFile()).at("/decision/threshold");
      if (!threshold.isNumber()) {
        throw new IllegalArgumentException(file + " names no threshold; evaluate again");
      }
      return new Run(videos, threshold.asDouble());
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The comparison as a table. */
  public CsvTable csv() {
    List<List<String>> rows = new ArrayList<>();
    metrics.forEach(
        (name, compared) -> {
          if (Double.isFinite(compared.difference().value())) {
            rows.add(
                List.of(
                    name,
                    number(compared.first()),
                    number(compared.second()),
                    number(compared.difference().value()),
                    number(compared.difference().low()),
                    number(compared.difference().high()),
                    number(compared.probability())));
          }
        });
    return new CsvTable(
        List.of("metric", "first", "second", "difference", "low", "high", "p"), rows);
  }

  /** The comparison for people. */
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d videos that both scored (left out: %,d of the first, %,d of the second)%n",
            pairs,
            onlyFirst,
            onlySecond));
    text.append(
        String.format(
            Locale.ROOT, "  %-32s %7s %7s  %-28s %s%n", "", "first", "second", "difference", "p"));
    metrics.forEach(
        (name, compared) -> {
          if (Double.isFinite(compared.difference().value())) {
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-32s %7.3f %7.3f  %+.3f [%+.3f, %+.3f]     %.4f%n",
                    MetricWords.of(name),
                    compared.first(),
                    compared.second(),
                    compared.difference().value(),
                    compared.difference().low(),
                    compared.difference().high(),
                    compared.probability()));
          }
        });
    text.append(
        "Paired bootstrap over original videos, 95 % interval of second minus first, two-sided p;"
            + " p-values are not corrected for the number of metrics.");
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }
}
