package org.delocate.report;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.delocate.detection.words.NumberWords;
import org.delocate.media.file.WholeFiles;
import org.delocate.media.library.MediaException;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.HtmlReport;
import org.delocate.report.page.Markup;

/**
 * {@code summary.csv} and {@code summary.html}: a table of all reports in a folder, the most
 * suspicious first, failures last.
 */
public final class FolderSummary {

  /** The table for programs. */
  public static final String CSV = "summary.csv";

  /** The table for a person. */
  public static final String HTML = "summary.html";

  private static final List<String> COLUMNS =
      List.of("file", "verdict", "evidence", "probability", "reason", "seconds", "report");

  private FolderSummary() {}

  /**
   * The rows of reports of earlier runs: those whose {@code report.json} lies in the folder.
   *
   * @param folder of all reports
   * @param ofThisRun names of report folders that this run has rows of
   */
  public static List<SummaryRow> earlier(Path folder, Set<String> ofThisRun) {
    List<SummaryRow> rows = new ArrayList<>();
    try (DirectoryStream<Path> reports =
        Files.newDirectoryStream(
            folder, place -> Files.isRegularFile(place.resolve(JsonReport.FILE)))) {
      for (Path report : reports) {
        String name = report.getFileName().toString();
        // Hidden ones are unfinished.
        if (!name.startsWith(".") && !ofThisRun.contains(name)) {
          read(report).ifPresent(rows::add);
        }
      }
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE, "cannot list " + folder + ": " + e.getMessage(), e);
    }
    return rows;
  }

  /** A file of that name that is no report of ours is left out. */
  private static Optional<SummaryRow> read(Path report) {
    try {
      return Optional.of(
          SummaryRow.of(
              JsonReport.readHeader(report.resolve(JsonReport.FILE)),
              MissingNode.getInstance(),
              fileToOpen(report)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The file of a finished report that a person opens, relative to the folder of all reports; empty
   * if it has none.
   *
   * @param report its folder
   */
  public static Optional<String> fileToOpen(Path report) {
    return List.of(HtmlReport.FILE, JsonReport.FILE).stream()
        .filter(file -> Files.exists(report.resolve(file)))
        .findFirst()
        .map(file -> report.getFileName() + "/" + file);
  }

  /**
   * Writes both tables.
   *
   * @param folder of all reports
   * @throws MediaException WRITE_FAILED
   */
  public static void write(Path folder, List<SummaryRow> rows) {
    List<SummaryRow> sorted = rows.stream().sorted(SummaryRow.bySuspicion()).toList();
    WholeFiles.write(folder.resolve(CSV), csv(sorted).getBytes(StandardCharsets.UTF_8));
    WholeFiles.write(folder.resolve(HTML), html(sorted).getBytes(StandardCharsets.UTF_8));
  }

  private static String csv(List<SummaryRow> rows) {
    StringBuilder text = new StringBuilder();
    append(text, COLUMNS);
    for (SummaryRow row : rows) {
      append(
          text,
          List.of(
              row.file(),
              row.outcome().words(),
              row.evidence(),
              row.probability().isPresent() ? decimal(row.probability()) : "",
              row.reason(),
              row.seconds(),
              row.report().orElse("")));
    }
    return text.toString();
  }

  private static String decimal(OptionalDouble probability) {
    return String.format(Locale.ROOT, "%.4f", probability.orElseThrow());
  }

  /** As RFC 4180 has it, but lines end as the other text files of this program do. */
  private static void append(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      text.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    text.append('\n');
  }

  private static String html(List<SummaryRow> rows) {
    Markup page = HtmlPage.start("Summary");
    page.open("header").leaf("span", "Delocate", "class", "brand").close();
    page.open("section", "class", "card verdict");
    page.leaf("h1", NumberWords.count(rows.size(), "file was scanned.", "files were scanned."));
    page.leaf("p", counts(rows), "class", "message");
    page.leaf(
        "p",
        "The most suspicious first. A verdict is an estimate by a model, not proof; what it rests"
            + " on, and what its numbers mean, stands in each report.",
        "class",
        "quiet");
    page.close();
    if (!rows.isEmpty()) {
      table(page, rows);
    }
    weights(page, rows);
    return HtmlPage.finish(page);
  }

  /** Such as {@code 3 forged, 12 without a verdict, 1 failed}. */
  private static String counts(List<SummaryRow> rows) {
    Map<SummaryRow.Outcome, Long> counts =
        rows.stream()
            .collect(
                Collectors.groupingBy(SummaryRow::outcome, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(
            entry ->
                String.format(Locale.ROOT, "%,d %s", entry.getValue(), inCount(entry.getKey())))
        .collect(Collectors.joining(", "));
  }

  private static String inCount(SummaryRow.Outcome outcome) {
    return outcome == SummaryRow.Outcome.NO_VERDICT ? "without a verdict" : outcome.words();
  }

  private static void table(Markup page, List<SummaryRow> rows) {
    page.open(
        "div", "class", "scroll card", "tabindex", "0", "role", "group", "aria-label", "Files");
    page.open("table", "class", "people").open("thead").open("tr");
    for (String column :
        List.of("File", "Verdict", "Evidence", "Probability", "Forged seconds", "Reason")) {
      page.leaf("th", column, "scope", "col");
    }
    page.close().close().open("tbody");
    rows.forEach(row -> row(page, row));
    page.close().close().close();
  }

  /** Of the rows of this run; where a table has older ones, it says where theirs stand. */
  private static void weights(Markup page, List<SummaryRow> rows) {
    List<SummaryRow.Weights> all =
        rows.stream().flatMap(row -> row.weights().stream()).distinct().toList();
    if (all.isEmpty()) {
      return;
    }
    page.open("section", "class", "card facts").leaf("h2", "Whose weights these are").open("dl");
    for (SummaryRow.Weights weights : all) {
      fact(page, "Model", weights.model());
      fact(page, "Licence of the training data", weights.terms());
    }
    page.close();
    if (rows.stream().anyMatch(row -> row.report().isPresent() && row.weights().isEmpty())) {
      page.leaf("p", "Reports of earlier runs say which model they are by.", "class", "quiet");
    }
    page.close();
  }

  private static void fact(Markup page, String name, String value) {
    page.leaf("dt", name).open("dd").leaf("bdi", value).close();
  }

  private static void row(Markup page, SummaryRow row) {
    page.open("tr").open("td");
    if (row.report().isPresent()) {
      page.open("a", "href", link(row.report().get())).leaf("bdi", row.file()).close();
    } else {
      page.leaf("bdi", row.file());
    }
    page.close().open("td");
    page.leaf("span", row.outcome().words(), "class", "chip " + style(row));
    page.close();
    page.leaf("td", row.evidence());
    page.leaf(
        "td",
        row.probability().isPresent() ? NumberWords.percent(row.probability().getAsDouble()) : "");
    page.leaf("td", row.seconds().replace("-", "\u2013"));
    page.open("td");
    if (!row.reason().isEmpty()) {
      page.leaf("code", row.reason());
    }
    page.close().close();
  }

  private static String style(SummaryRow row) {
    return switch (row.outcome()) {
      case FORGED -> "forged";
      case AUTHENTIC -> "authentic";
      case NO_VERDICT -> "abstained";
      case FAILED -> "failed";
    };
  }

  /** A relative link; each name is escaped by itself, so that a colon begins no scheme. */
  private static String link(String report) {
    return "./"
        + Arrays.stream(report.split("/", -1))
            .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
  }
}
