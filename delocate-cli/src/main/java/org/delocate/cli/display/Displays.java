package org.delocate.cli.display;

import java.io.PrintWriter;

/** Chooses how progress is shown. */
public final class Displays {
  /**
   * Set by the launcher, which can ask whether standard error is a terminal; Java cannot: {@code
   * System.console()} speaks of standard input and output.
   */
  private static final String TERMINAL = "delocate.terminal";

  private Displays() {}

  /** A bar on a terminal, plain lines elsewhere. */
  public static Progress progress(PrintWriter err) {
    return isTerminal()
        ? new ProgressBar(err, System::nanoTime)
        : new ProgressLines(err, System::nanoTime);
  }

  private static boolean isTerminal() {
    String kind = System.getenv("TERM");
    return Boolean.getBoolean(TERMINAL) && kind != null && !kind.equals("dumb");
  }
}
