package org.delocate.cli;

import java.io.PrintWriter;

/** Chooses how progress is shown. */
final class Displays {
  /**
   * Set by the launcher, which can ask whether standard error is a terminal; Java cannot: {@code
   * System.console()} speaks of standard input and output.
   */
  private static final String TERMINAL = "delocate.terminal";

  private Displays() {}

  /** A bar on a terminal, plain lines elsewhere. */
  static Progress progress(PrintWriter err) {
    return isTerminal()
        ? new ProgressBar(err, System::nanoTime)
        : new ProgressLines(err, System::nanoTime);
  }

  private static boolean isTerminal() {
    String kind = System.getenv("TERM");
    return Boolean.getBoolean(TERMINAL) && kind != null && !kind.equals("dumb");
  }
}
