package org.delocate.cli;

import java.io.PrintWriter;
import org.delocate.cli.benchmark.BenchmarkCommand;
import org.delocate.cli.benchmark.StoreBenchmarkCommand;
import org.delocate.cli.data.ForgeCommand;
import org.delocate.cli.data.PrepareCommand;
import org.delocate.cli.data.SheetCommand;
import org.delocate.cli.data.VerifyCommand;
import org.delocate.cli.evaluate.EvaluateCommand;
import org.delocate.cli.evaluate.ExperimentCommand;
import org.delocate.cli.evaluate.ReleaseCommand;
import org.delocate.cli.export.ExportCommand;
import org.delocate.cli.option.Complaints;
import org.delocate.cli.scan.ScanCommand;
import org.delocate.cli.serve.BackupCommand;
import org.delocate.cli.serve.RestoreCommand;
import org.delocate.cli.serve.ServeCommand;
import org.delocate.cli.train.ConfigCommand;
import org.delocate.cli.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself; each verb is a command class of its own. */
@Command(
    name = "delocate",
    description = "Says whether a face in a video is forged, where and when.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      ScanCommand.class,
      ServeCommand.class,
      BatchCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      VerifyCommand.class,
      PrepareCommand.class,
      ForgeCommand.class,
      SheetCommand.class,
      TrainCommand.class,
      ConfigCommand.class,
      EvaluateCommand.class,
      ExperimentCommand.class,
      ReleaseCommand.class,
      ExportCommand.class,
      InfoCommand.class,
      BenchmarkCommand.class,
      StoreBenchmarkCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all inputs were processed, whatever the verdict",
      "1:an internal error",
      "2:wrong usage",
      "3:at least one input failed",
      "130:stopped with Ctrl-C"
    })
final class DelocateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description =
          "Show the stack trace of an error (as does the environment variable DELOCATE_DEBUG).")
  private boolean verbose;

  /** The whole command line, speaking to the two given streams. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    DelocateCommand delocate = new DelocateCommand();
    Complaints complaints =
        new Complaints(() -> delocate.verbose || System.getenv("DELOCATE_DEBUG") != null);
    return new CommandLine(delocate)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(complaints)
        .setExecutionExceptionHandler(complaints);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command, for example: delocate scan VIDEO");
  }
}
