package org.delocate.spark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.engine.Precision;
import org.delocate.network.weights.CheckpointException;
import org.delocate.report.ReportFormat;
import org.delocate.worker.WorkerLimitOptions;
import org.delocate.worker.WorkerLimits;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code delocate batch}: from an archive of videos to a table of verdicts. */
@Command(
    name = "delocate batch",
    mixinStandardHelpOptions = true,
    versionProvider = BatchCommand.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Scans archives of videos and pictures on Apache Spark, and adds a row for each to a table of"
          + " Parquet files. What an earlier run has scanned is not scanned again.",
      "docs/archives.md describes the table."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all inputs were processed, whatever the verdict",
      "1:an internal error, or a cluster that does not work",
      "2:wrong usage",
      "3:at least one input failed"
    })
final class BatchCommand implements Callable<Integer> {
  private static final int PROCESSED = 0;
  private static final int INTERNAL_ERROR = 1;
  private static final int WRONG_USAGE = 2;
  private static final int INPUT_FAILED = 3;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description =
          "Files, folders with all that is in them, or patterns of both, on any file system that"
              + " Hadoop knows: archive/, 'hdfs://host/videos/2025-*', s3a://bucket/clips.")
  private List<String> inputs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "TABLE",
      description = "Folder of the table, on any such file system; made if it is missing.")
  private String table;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark's master (default: what spark-submit says, else local[*], all cores of this"
              + " machine).")
  private String master;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Write a report for each video to DIR/<its SHA-256>/, on any such file system.")
  private String reports;

  @Option(
      names = "--format",
      paramLabel = "LIST",
      defaultValue = "json,html",
      description = "With --reports: json, html, or both (default: ${DEFAULT-VALUE}).")
  private String formats;

  @Option(
      names = "--masks",
      description = "With --reports: a picture of tampering probability for each sampled frame.")
  private boolean masks;

  @Option(
      names = "--overlay",
      description = "With --reports: a video with the heat map over each face.")
  private boolean overlay;

  @Option(
      names = "--model",
      paramLabel = "CHECKPOINT",
      description =
          "Folder or *.safetensors file of a checkpoint on this machine (default: the shipped"
              + " one).")
  private Path model;

  @Option(
      names = "--frames",
      paramLabel = "N|all",
      description = "Frames that are looked at, as for scan.")
  private String frames;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "Look at one frame in so many seconds, instead of --frames.")
  private Double every;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      description =
          "Numbers of the networks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--max-file",
      paramLabel = "MB",
      defaultValue = "4096",
      description =
          "Largest file; an executor keeps a copy for each core (default: ${DEFAULT-VALUE}).")
  private long maxFile;

  @Option(
      names = WorkerLimitOptions.MEMORY,
      paramLabel = "MB",
      defaultValue = WorkerLimitOptions.MEMORY_DEFAULT,
      description = WorkerLimitOptions.MEMORY_HELP)
  private int workerMemory;

  @Option(
      names = WorkerLimitOptions.TIME,
      paramLabel = "MINUTES",
      defaultValue = WorkerLimitOptions.TIME_DEFAULT,
      description = WorkerLimitOptions.TIME_HELP)
  private int workerTime;

  @Option(
      names = "--files-per-task",
      paramLabel = "N",
      description =
          "Files that one task scans, which are lost with it (default: 1 to 32, by the number of"
              + " files).")
  private Integer filesPerTask;

  @Option(names = "--verbose", description = "Show the stack trace of an error.")
  private boolean verbose;

  /** What the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = BatchCommand.class.getPackage().getImplementationVersion();
      return new String[] {"delocate batch " + (version == null ? "development" : version)};
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    BatchJob.Result result = new BatchJob(request(), err).run();
    result.problems().forEach(problem -> err.println("delocate: " + problem));
    spec.commandLine().getOut().println(summary(result.tally()));
    boolean failed = result.tally().of(Outcome.FAILED) > 0 || !result.problems().isEmpty();
    return failed ? INPUT_FAILED : PROCESSED;
  }

  private String summary(Tally tally) {
    long files = tally.files();
    return files == 0
        ? "0 files"
        : files + (files == 1 ? " file: " : " files: ") + tally + " (" + table + ")";
  }

  private BatchRequest request() {
    if (inputs.contains("") || table.isEmpty()) {
      throw new BatchException("the name of an input or of the table is empty");
    }
    if (maxFile < 1) {
      throw new BatchException("--max-file is at least 1");
    }
    if (filesPerTask != null && filesPerTask < 1) {
      throw new BatchException("--files-per-task is at least 1");
    }
    return new BatchRequest(
        inputs,
        table,
        Optional.ofNullable(master),
        Optional.ofNullable(model),
        new ScanChoice(
            sampling(), precision, reports == null ? "" : reports, reportFormats(), limits()),
        filesPerTask == null ? OptionalInt.empty() : OptionalInt.of(filesPerTask));
  }

  private ScanChoice.Limits limits() {
    try {
      WorkerLimits asked = WorkerLimits.asked(workerMemory, workerTime);
      return new ScanChoice.Limits(maxFile << 20, asked.residentBytes(), workerTime);
    } catch (IllegalArgumentException e) {
      throw new BatchException(e.getMessage(), e);
    }
  }

  private ScanChoice.Sampling sampling() {
    if (frames != null && every != null) {
      throw new BatchException("--frames and --every exclude each other");
    }
    if (every != null && !(every > 0 && Double.isFinite(every))) {
      throw new BatchException("--every: " + every + " is not above 0");
    }
    if (frames != null) {
      try {
        FrameSampling.parse(frames);
      } catch (IllegalArgumentException e) {
        throw new BatchException("--frames: " + e.getMessage(), e);
      }
    }
    return new ScanChoice.Sampling(frames == null ? "" : frames, every == null ? 0 : every);
  }

  private Set<ReportFormat> reportFormats() {
    Set<ReportFormat> chosen = EnumSet.noneOf(ReportFormat.class);
    if (reports == null) {
      if (masks || overlay) {
        throw new BatchException("--masks and --overlay need --reports");
      }
      return chosen;
    }
    try {
      chosen.addAll(ReportFormat.parse(formats));
    } catch (IllegalArgumentException e) {
      throw new BatchException("--format: " + e.getMessage(), e);
    }
    if (masks) {
      chosen.add(ReportFormat.MASKS);
    }
    if (overlay) {
      chosen.add(ReportFormat.OVERLAY);
    }
    return chosen;
  }

  static int complain(ParameterException problem, String[] arguments) {
    PrintWriter err = problem.getCommandLine().getErr();
    err.println("delocate: " + Words.of(problem));
    err.println("Try 'delocate batch --help'.");
    return WRONG_USAGE;
  }

  static int complain(Exception problem, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    boolean usage = problem instanceof BatchException || problem instanceof CheckpointException;
    err.println("delocate: " + (usage ? "" : "internal error: ") + Words.of(problem));
    BatchCommand batch = command.getCommand();
    if (batch.verbose || System.getenv("DELOCATE_DEBUG") != null) {
      problem.printStackTrace(err);
    } else if (!usage) {
      err.println("Run it again with --verbose for the details.");
    }
    err.flush();
    return usage ? WRONG_USAGE : INTERNAL_ERROR;
  }
}
