package org.delocate.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of numbers per step in a CSV file that grows by whole lines. On resuming, lines of steps
 * that will run again are cut off.
 */
final class RunLog {

  private final Path file;
  private final List<String> columns;

  /**
   * @param columns after {@code step}
   */
  RunLog(Path file, List<String> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
  }

  /** Keeps the lines of steps before the given one, or starts the file. */
  void startAt(long step) {
    List<String> kept = new ArrayList<>();
    kept.add("step," + String.join(",", columns));
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          int comma = line.indexOf(',');
          if (comma > 0
              && !line.startsWith("step,")
              && Long.parseLong(line.substring(0, comma)) < step) {
            kept.add(line);
          }
        }
      }
      // In one step: a kill here must not cost the whole log.
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, String.join("\n", kept) + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  /** The columns as curves over the steps; values that were not measured have no point. */
  Map<String, Curve> read() {
    Map<String, Curve> curves = new LinkedHashMap<>();
    try {
      List<String[]> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        lines.add(line.split(",", -1));
      }
      for (int column = 1; column <= columns.size(); column++) {
        List<Curve.Point> points = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size())) {
          if (line.length > column && !line[column].isEmpty()) {
            points.add(new Curve.Point(Long.parseLong(line[0]), Double.parseDouble(line[column])));
          }
        }
        curves.put(columns.get(column - 1), new Curve(points));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    return curves;
  }

  /** Adds a line. */
  void add(long step, Map<String, Double> values) {
    StringBuilder line = new StringBuilder().append(step);
    for (String column : columns) {
      Double value = values.get(column);
      line.append(',').append(value == null ? "" : String.format(Locale.ROOT, "%.6g", value));
    }
    try {
      Files.writeString(file, line.append('\n'), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}
