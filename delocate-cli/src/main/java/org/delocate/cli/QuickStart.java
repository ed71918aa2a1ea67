package org.delocate.cli;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * What the launcher runs once after a build, so that the JVM can keep the classes of later runs as
 * they are in memory: the help of the verbs, then a command of the launcher's choice.
 */
public final class QuickStart {
  private QuickStart() {}

  public static void main(String[] arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    DelocateCommand.commandLine(nowhere, nowhere).execute("--help");
    DelocateCommand.commandLine(nowhere, nowhere).execute("scan", "--help");
    DelocateCommand.commandLine(nowhere, nowhere).execute("--version");
    Main.main(arguments);
  }
}
