package org.delocate.cli.scan;

import java.nio.file.Path;
import java.util.List;

/** What one scan found, as its line says it. */
final class VerdictLine {
  private VerdictLine() {}

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
