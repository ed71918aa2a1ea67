package org.delocate.dataset.listing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as comma-separated values (RFC 4180): names of files may hold commas and quotes.
 *
 * @param columns their names
 * @param rows as many cells each as there are columns
 */
public record CsvTable(List<String> columns, List<List<String>> rows) {

  public CsvTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " cells in a table of " + columns.size() + " columns");
      }
    }
  }

  /** The text of the file. */
  public String text() {
    StringBuilder text = new StringBuilder();
    append(text, columns);
    rows.forEach(row -> append(text, row));
    return text.toString();
  }

  /** Writes the file, and its folder if it is missing. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void append(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      text.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    text.append('\n');
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if it is none, or cannot be read
   */
  public static CsvTable read(Path file) {
    List<List<String>> rows = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      Csv csv = new Csv(reader);
      for (Optional<List<String>> row = csv.next(); row.isPresent(); row = csv.next()) {
        rows.add(row.get());
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(file + " is empty");
    }
    try {
      return new CsvTable(rows.get(0), rows.subList(1, rows.size()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The cell of a column.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public String cell(List<String> row, String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no column '" + column + "'; there are " + String.join(", ", columns));
    }
    return row.get(index);
  }
}
