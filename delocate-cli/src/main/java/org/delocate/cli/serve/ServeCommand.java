package org.delocate.cli.serve;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.delocate.cli.option.DetectorChoice;
import org.delocate.cli.option.ExitCode;
import org.delocate.cli.option.ModelOption;
import org.delocate.cli.option.UsageException;
import org.delocate.worker.WorkerLimitOptions;
import org.delocate.worker.WorkerLimits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code delocate serve}: the web page and the HTTP interface. Options only; the libraries of the
 * service are loaded by {@link ServeRun}, so that the help of other commands need not wait for
 * them.
 */
@Command(
    name = "serve",
    description = {
      "Serves a web page and an HTTP interface for scans, until it is stopped (Ctrl-C).",
      "Files are examined in processes of their own. docs/service.md describes it."
    })
public final class ServeCommand implements Callable<Integer> {
  /** Without an address of one's own, nobody but this machine gets in. */
  private static final String LOOPBACK = "127.0.0.1";

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = LOOPBACK,
      description =
          "Address to listen at (default: ${DEFAULT-VALUE}); any but this machine's own needs"
              + " tokens.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen at; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "delocate-data",
      description = "Folder of uploads, reports and the database (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "jdbc:postgresql://HOST/NAME?user=…&password=…, or the environment variable"
              + " DELOCATE_DATABASE (default: SQLite in the folder of --data).")
  private String database;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Scans at the same time (default: half as many as there are cores).")
  private Integer workers;

  @Option(
      names = "--spares",
      paramLabel = "N",
      defaultValue = "1",
      description = "Processes that wait to take over (default: ${DEFAULT-VALUE}).")
  private int spares;

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
      names = "--max-upload",
      paramLabel = "MB",
      defaultValue = "4096",
      description = "Largest file that is accepted (default: ${DEFAULT-VALUE}).")
  private long maxUpload;

  @Option(
      names = "--keep",
      paramLabel = "DAYS",
      description = "Delete uploads so many days after their scan (default: never).")
  private Integer keep;

  @Option(
      names = "--delete-reports",
      description = "With --keep: delete the reports with the uploads.")
  private boolean deleteReports;

  @Option(names = "--tokens", description = "Ask for tokens on this machine, too.")
  private boolean tokens;

  @Option(
      names = "--callback-host",
      paramLabel = "HOST[:PORT]",
      description = "A host that may be called when a scan ends; may be named more than once.")
  private List<String> callbackHosts = List.of();

  @Mixin private ModelOption model;

  @Mixin private DetectorChoice choice;

  @Override
  public Integer call() throws InterruptedException {
    if ((workers != null && workers < 1) || spares < 0) {
      throw new UsageException("--workers is at least 1, --spares 0");
    }
    if (maxUpload < 1 || (keep != null && keep < 0) || port < 0 || port > 65_535) {
      throw new UsageException("--max-upload is at least 1, --keep 0, --port 0 to 65535");
    }
    new ServeRun(this, spec.commandLine()).serve();
    return ExitCode.PROCESSED;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  Optional<String> database() {
    return Optional.ofNullable(database == null ? System.getenv("DELOCATE_DATABASE") : database);
  }

  /** Scans at the same time. */
  int workers() {
    return workers == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : workers;
  }

  int spares() {
    return spares;
  }

  WorkerLimits limits() {
    try {
      return WorkerLimits.asked(workerMemory, workerTime);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  long uploadBytes() {
    return maxUpload << 20;
  }

  Optional<Duration> keep() {
    return Optional.ofNullable(keep).map(Duration::ofDays);
  }

  boolean deleteReports() {
    return deleteReports;
  }

  boolean tokens() {
    return tokens;
  }

  Set<String> callbackHosts() {
    return callbackHosts.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  Optional<Path> model() {
    return model.path();
  }

  DetectorChoice choice() {
    return choice;
  }
}
