package org.delocate.spark;

import java.io.FileNotFoundException;
import org.apache.hadoop.security.AccessControlException;

/** What went wrong, for a person. */
final class Words {
  private Words() {}

  /** The first line of what a library says; many say the class only. */
  static String of(Throwable problem) {
    if (problem instanceof FileNotFoundException) {
      return "there is no such file";
    }
    if (problem instanceof AccessControlException) {
      return "there is no permission to read it";
    }
    String message = problem.getMessage();
    return message == null || message.isBlank()
        ? problem.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
