package org.delocate.experiment.bench;

import java.util.ArrayList;
import java.util.List;
import org.delocate.dataset.listing.CsvTable;

/**
 * A table of results, ready to be printed in any form.
 *
 * @param name of its files
 * @param title for people
 * @param columns the first names the rows
 * @param rows as many cells each as there are columns
 */
public record ResultTable(
    String name, String title, List<String> columns, List<List<String>> rows) {

  public ResultTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** As comma-separated values. */
  public CsvTable csv() {
    return new CsvTable(columns, rows);
  }

  /** As Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("**").append(title).append("**\n\n");
    markdown(text, columns);
    markdown(text, columns.stream().map(column -> "---").toList());
    rows.forEach(row -> markdown(text, row));
    return text.toString();
  }

  private static void markdown(StringBuilder text, List<String> cells) {
    text.append('|');
    cells.forEach(
        cell -> text.append(' ').append(cell.replace("|", "\\|").replace('\n', ' ')).append(" |"));
    text.append('\n');
  }

  /** As a LaTeX tabular in a table, for the package booktabs. */
  public String latex() {
    StringBuilder text = new StringBuilder();
    text.append("\\begin{table}\n\\centering\n\\caption{").append(escaped(title)).append("}\n");
    text.append("\\begin{tabular}{l").append("r".repeat(columns.size() - 1)).append("}\n");
    text.append("\\toprule\n").append(line(columns)).append("\\midrule\n");
    rows.forEach(row -> text.append(line(row)));
    return text.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
  }

  private static String line(List<String> cells) {
    List<String> escaped = new ArrayList<>();
    cells.forEach(cell -> escaped.add(escaped(cell)));
    return String.join(" & ", escaped) + " \\\\\n";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '&', '%', '$', '#', '_', '{', '}' ->
                    escaped.append('\\').appendCodePoint(point);
                case '–' -> escaped.append("--");
                case '−' -> escaped.append("$-$");
                default -> escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }
}
