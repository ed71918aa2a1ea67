package org.delocate.cli;

import java.nio.file.Path;
import java.util.List;
import org.delocate.detection.Report;
import org.delocate.report.VerdictWords;

/** What one scan found, in one line. */
final class VerdictLine {
  private VerdictLine() {}

  /**
   * The verdict in words, followed by where to read more.
   *
   * @param label what to call the input
   * @param input the file as the user named it
   * @param report what was found
   * @param details the page or file to open
   */
  static String of(String label, Path input, Report report, Path details) {
    String message = withoutName(input, report.verdict().message());
    return label + ": " + VerdictWords.line(report, message) + " (" + details + ")";
  }

  /** A message without the name that it may begin with: the line has named the file already. */
  static String withoutName(Path input, String message) {
    for (String name : List.of(input.toString(), String.valueOf(input.getFileName()))) {
      if (message.startsWith(name + ": ")) {
        return message.substring(name.length() + 2);
      }
    }
    return message;
  }
}
