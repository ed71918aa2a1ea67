package org.delocate.evaluation.calibration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.delocate.dataset.listing.CsvTable;

/**
 * Reads the scores of clips: comma-separated values with the columns {@code clip}, {@code page},
 * {@code label} ({@code real} or {@code forged}) and {@code score} (a logit), in any order; other
 * columns do not matter.
 */
public final class ClipScores {

  private static final Set<String> FORGED = Set.of("forged", "fake", "1", "true");
  private static final Set<String> REAL = Set.of("real", "authentic", "0", "false");

  private ClipScores() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if a column is missing, a clip stands twice, or a cell makes
   *     no sense; the message names the file and the clip
   */
  public static List<ClipScore> read(Path file) {
    CsvTable table = CsvTable.read(file);
    List<ClipScore> scores = new ArrayList<>();
    Set<String> clips = new HashSet<>();
    try {
      for (List<String> row : table.rows()) {
        ClipScore score =
            new ClipScore(
                table.cell(row, "clip"),
                table.cell(row, "page"),
                forged(table.cell(row, "label")),
                number(table.cell(row, "score")));
        if (!clips.add(score.clip())) {
          throw new IllegalArgumentException("the clip " + score.clip() + " stands twice");
        }
        scores.add(score);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    return scores;
  }

  private static boolean forged(String label) {
    String known = label.strip().toLowerCase(Locale.ROOT);
    if (!FORGED.contains(known) && !REAL.contains(known)) {
      throw new IllegalArgumentException("the label '" + label + "' is neither real nor forged");
    }
    return FORGED.contains(known);
  }

  private static double number(String score) {
    try {
      return Double.parseDouble(score.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the score '" + score + "' is no number", e);
    }
  }
}
