package org.delocate.experiment.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.delocate.chart.Chart;
import org.delocate.chart.ChartPage;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.report.page.HtmlPage;
import org.delocate.report.page.Markup;

/**
 * What an experiment found, with its protocol.
 *
 * @param name of the experiment
 * @param purpose what it asked
 * @param tables at least one
 * @param charts for the page
 * @param protocol how it was done, by name
 * @param data what the tables were made from, for programs, by name
 */
public record ExperimentResult(
    String name,
    String purpose,
    List<ResultTable> tables,
    List<Chart> charts,
    Map<String, String> protocol,
    Map<String, CsvTable> data) {

  /** Without data for programs. */
  public ExperimentResult(
      String name,
      String purpose,
      List<ResultTable> tables,
      List<Chart> charts,
      Map<String, String> protocol) {
    this(name, purpose, tables, charts, protocol, Map.of());
  }

  /** Tables and protocol as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("## ").append(name).append("\n\n");
    text.append(purpose).append("\n\n");
    tables.forEach(table -> text.append(table.markdown()).append('\n'));
    text.append("| protocol | |\n|---|---|\n");
    protocol.forEach(
        (key, value) ->
            text.append("| ")
                .append(key)
                .append(" | ")
                .append(value.replace("|", "\\|"))
                .append(" |\n"));
    return text.toString();
  }

  /**
   * Writes {@code NAME.md}, each table as CSV and LaTeX, the data as CSV, and {@code NAME.html}
   * with plots.
   */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".md"), markdown());
      for (ResultTable table : tables) {
        table.csv().write(folder.resolve(table.name() + ".csv"));
        Files.writeString(folder.resolve(table.name() + ".tex"), table.latex());
      }
      for (Map.Entry<String, CsvTable> table : data.entrySet()) {
        table.getValue().write(folder.resolve(table.getKey() + ".csv"));
      }
      Files.writeString(folder.resolve(name + ".html"), page());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  private String page() {
    Markup page = ChartPage.start("Experiment: " + name, protocol.getOrDefault("model", ""));
    page.leaf("p", purpose);
    for (ResultTable table : tables) {
      page.leaf("h2", table.title());
      ChartPage.table(page, table.title(), table.columns(), table.rows());
    }
    if (!charts.isEmpty()) {
      page.leaf("h2", "Plots");
      ChartPage.charts(page, charts);
    }
    ChartPage.facts(page, "Protocol", protocol);
    return HtmlPage.finish(page);
  }
}
