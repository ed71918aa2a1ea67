package org.delocate.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.delocate.network.engine.FoundLibraries;

/**
 * What the launcher runs once after a build, so that the JVM can keep the classes of later runs as
 * they are in memory, and their native libraries need not be looked for: the help of the verbs,
 * then a command of the launcher's choice.
 */
public final class QuickStart {
  private QuickStart() {}

  public static void main(String[] arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    DelocateCommand.commandLine(nowhere, nowhere).execute("--help");
    DelocateCommand.commandLine(nowhere, nowhere).execute("scan", "--help");
    DelocateCommand.commandLine(nowhere, nowhere).execute("--version");
    String libraries = System.getProperty(FoundLibraries.PROPERTY);
    if (libraries != null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remember(Path.of(libraries))));
    }
    Main.main(arguments);
  }

  private static void remember(Path libraries) {
    try {
      FoundLibraries.remember(libraries);
    } catch (IOException e) {
      // Without it later runs take a little longer.
      System.err.println("delocate: cannot write " + libraries + ": " + e.getMessage());
    }
  }
}
