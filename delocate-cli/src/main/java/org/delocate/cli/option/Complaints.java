package org.delocate.cli.option;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.delocate.dataset.record.DatasetException;
import org.delocate.forgery.file.NoFaceFoundException;
import org.delocate.media.library.MediaException;
import org.delocate.network.weights.CheckpointException;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.group.WorkerLostException;
import org.delocate.training.step.DivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns what went wrong into one clear line and an exit code; the stack trace is for those who ask.
 */
public final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final BooleanSupplier verbose;

  public Complaints(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("delocate: " + firstLine(problem));
    UnmatchedArgumentException.printSuggestions(problem, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    return complain(problem, command.getErr());
  }

  /** Says what went wrong, and returns the exit code that it deserves. */
  public int complain(Throwable problem, PrintWriter err) {
    int exitCode = exitCodeOf(problem);
    err.println(
        "delocate: "
            + (exitCode == ExitCode.INTERNAL_ERROR ? "internal error: " : "")
            + firstLine(problem));
    if (verbose.getAsBoolean()) {
      problem.printStackTrace(err);
    } else if (exitCode == ExitCode.INTERNAL_ERROR) {
      err.println("Run it again with --verbose for the details.");
    }
    err.flush();
    return exitCode;
  }

  private static int exitCodeOf(Throwable problem) {
    if (problem instanceof UsageException
        || problem instanceof ConfigurationException
        || problem instanceof CheckpointException) {
      return ExitCode.WRONG_USAGE;
    }
    if (problem instanceof MediaException
        || problem instanceof DivergedException
        || problem instanceof WorkerLostException
        || problem instanceof NoFaceFoundException) {
      return ExitCode.INPUT_FAILED;
    }
    if (problem instanceof DatasetException dataset) {
      return switch (dataset.reason()) {
        case UNREADABLE, DISK_FULL, WRITE_FAILED, DAMAGED -> ExitCode.INPUT_FAILED;
        case NOT_FOUND, UNKNOWN_LAYOUT, WRONG_LAYOUT, EMPTY, OTHER_STORE, LOCKED ->
            ExitCode.WRONG_USAGE;
      };
    }
    return ExitCode.INTERNAL_ERROR;
  }

  /** Native libraries put their own call frames behind the message. */
  private static String firstLine(Throwable problem) {
    String message = problem.getMessage();
    if (message == null || message.isBlank()) {
      return problem.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElseThrow();
  }
}
