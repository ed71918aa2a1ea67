package org.delocate.cli.scan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.delocate.cli.option.DetectorChoice;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.report.ReportFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code delocate scan}: from videos and pictures to verdicts and reports. */
@Command(
    name = "scan",
    description = {
      "Scans videos and pictures for forged faces, and writes a report for each.",
      "One line per input on standard output says what was found and where the report is."
    })
public final class ScanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE_OR_FOLDER",
      description = "Videos, pictures, or folders that are searched for them.")
  private List<Path> arguments;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "report",
      description =
          "Folder of the reports (default: ${DEFAULT-VALUE}). The report of DIR/<name>/ is that of"
              + " <name>.mp4.")
  private Path out;

  @Mixin private ModelOption model;

  @Mixin private DetectorChoice choice;

  @Option(
      names = "--stream",
      paramLabel = "N|all",
      converter = StreamOption.class,
      description =
          "Which video of a file with several is judged: FFmpeg's number of its stream, or all,"
              + " each with a report of its own (default: the one that players show).")
  private StreamOption.Choice stream;

  @Option(
      names = "--masks",
      description = "Write a picture of tampering probability for each sampled frame.")
  private boolean masks;

  @Option(names = "--overlay", description = "Write a video with the heat map over each face.")
  private boolean overlay;

  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "json,html",
      description = "Reports to write: json, html, or both (default: ${DEFAULT-VALUE}).")
  private String formats;

  @Option(
      names = "--isolated",
      description =
          "Scan in a process of its own, for files of strangers: one that crashes it, hangs or"
              + " takes too much memory fails alone.")
  private boolean isolated;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Set<ReportFormat> reports = reports();
    DetectorOptions options = choice.options();
    if (stream != null && stream.one().isPresent()) {
      options = options.withStream(stream.one().getAsInt());
    }
    boolean allStreams = stream != null && stream.one().isEmpty();
    if (arguments.contains(Path.of(""))) {
      throw new UsageException("the name of an input is empty");
    }
    ScanTally tally = new ScanTally();
    if (isolated) {
      makeOutputFolder();
      try (Scanner scanner = new IsolatedScanner(model.path(), options, reports)) {
        ScanInputs inputs = ScanInputs.of(arguments, scanner::search);
        tell(inputs, tally);
        new ScanRun(scanner, out, allStreams, spec.commandLine()).scan(inputs, tally);
      }
    } else {
      ScanInputs inputs = ScanInputs.of(arguments);
      tell(inputs, tally);
      if (!inputs.inputs().isEmpty()) {
        makeOutputFolder();
        try (Scanner scanner = new OwnScanner(model.checkpoint(), options, reports)) {
          new ScanRun(scanner, out, allStreams, spec.commandLine()).scan(inputs, tally);
        }
      }
    }
    if (tally.isWorthSaying()) {
      err.println(tally);
    }
    return tally.exitCode();
  }

  /** What is known of the inputs before any of them is opened. */
  private void tell(ScanInputs inputs, ScanTally tally) {
    PrintWriter err = spec.commandLine().getErr();
    for (String problem : inputs.problems()) {
      err.println("delocate: " + problem);
      tally.addFailure();
    }
    inputs.notes().forEach(note -> err.println("delocate: " + note));
    tally.leaveOut(inputs.appleDoubles(), inputs.others());
  }

  private Set<ReportFormat> reports() {
    Set<ReportFormat> reports = EnumSet.noneOf(ReportFormat.class);
    try {
      reports.addAll(ReportFormat.parse(formats));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--format: " + e.getMessage(), e);
    }
    if (masks) {
      reports.add(ReportFormat.MASKS);
    }
    if (overlay) {
      reports.add(ReportFormat.OVERLAY);
    }
    return reports;
  }

  private void makeOutputFolder() {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new UsageException("--out: the folder " + out + " cannot be made" + reason(e), e);
    }
    if (!Files.isWritable(out)) {
      throw new UsageException("--out: there is no permission to write in " + out);
    }
  }

  private static String reason(IOException problem) {
    return problem instanceof FileAlreadyExistsException
        ? ": there is a file of that name"
        : problem instanceof AccessDeniedException
            ? ": there is no permission to"
            : ": " + problem.getMessage();
  }
}
