package org.delocate.cli.scan;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.delocate.report.FolderSummary;

/**
 * Gives every input of a run a folder of its own.
 *
 * <p>The name is the file's name without its extension. Where an earlier input of the same run has
 * it, the extension stays; where that is taken as well, a number follows: {@code clip}, {@code
 * clip.mov}, {@code clip.mov-2}. Upper and lower case count as the same letter, as they do to some
 * file systems.
 */
final class ReportNames {
  private final Set<String> taken = new HashSet<>(List.of(FolderSummary.CSV, FolderSummary.HTML));

  /** The folder name for the next input. */
  String nameFor(Path input) {
    String whole = input.getFileName() == null ? "input" : input.getFileName().toString();
    int dot = whole.lastIndexOf('.');
    String stem = dot > 0 ? whole.substring(0, dot) : whole;
    // Names that begin with a dot belong to unfinished reports and to the file system.
    if (!stem.startsWith(".") && take(stem)) {
      return stem;
    }
    String visible = whole.startsWith(".") ? "_" + whole : whole;
    if (take(visible)) {
      return visible;
    }
    int number = 2;
    while (!take(visible + "-" + number)) {
      number++;
    }
    return visible + "-" + number;
  }

  private boolean take(String name) {
    return taken.add(name.toLowerCase(Locale.ROOT));
  }
}
