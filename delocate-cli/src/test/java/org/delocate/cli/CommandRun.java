package org.delocate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line inside the test's JVM, with what it said. */
public final class CommandRun {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  public int execute(String... arguments) {
    return DelocateCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  public String out() {
    return out.toString();
  }

  public String err() {
    return err.toString();
  }
}
