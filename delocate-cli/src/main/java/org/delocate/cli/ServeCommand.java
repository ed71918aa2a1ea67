package org.delocate.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.delocate.detection.DetectorOptions;
import org.delocate.server.Service;
import org.delocate.server.ServiceSettings;
import org.delocate.storage.StorageException;
import org.delocate.storage.Token;
import org.delocate.worker.WorkerLimits;
import org.delocate.worker.WorkerOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code delocate serve}: the web page and the HTTP interface. */
@Command(
    name = "serve",
    description = {
      "Serves a web page and an HTTP interface for scans, until it is stopped (Ctrl-C).",
      "Files are examined in processes of their own. docs/service.md describes it."
    })
final class ServeCommand implements Callable<Integer> {
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
      names = "--worker-memory",
      paramLabel = "MB",
      defaultValue = "4096",
      description = "Memory that one scan may take (default: ${DEFAULT-VALUE}).")
  private int workerMemory;

  @Option(
      names = "--worker-time",
      paramLabel = "MINUTES",
      defaultValue = "60",
      description = "Time that one scan may take (default: ${DEFAULT-VALUE}).")
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
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    quietLogs();
    try (Service service = start()) {
      String address =
          "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + service.port() + "/";
      if (tokensNeeded() && service.tokens().list().isEmpty()) {
        String key = service.tokens().create("admin", Token.Role.ADMIN).key();
        err.println("delocate: the token of the first administrator, shown only now: " + key);
      }
      out.println(address);
      out.flush();
      err.println(
          "delocate: serving " + address + " with the data in " + data + "; Ctrl-C ends it");
      err.flush();
      untilStopped(service);
    }
    return ExitCode.PROCESSED;
  }

  private Service start() {
    ServiceSettings settings = settings();
    try {
      return Service.start(settings);
    } catch (StorageException e) {
      throw new UsageException(e.getMessage(), e);
    } catch (RuntimeException e) {
      if (causes(e, java.net.BindException.class)) {
        throw new UsageException(
            "--port: " + host + ":" + port + " is in use or cannot be listened at", e);
      }
      throw e;
    }
  }

  private static boolean causes(Throwable problem, Class<? extends Throwable> kind) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private boolean tokensNeeded() {
    return tokens || !ServiceSettings.isLoopback(host);
  }

  private ServiceSettings settings() {
    if ((workers != null && workers < 1) || spares < 0 || workerMemory < 256 || workerTime < 1) {
      throw new UsageException(
          "--workers is at least 1, --spares 0, --worker-memory 256, --worker-time 1");
    }
    if (maxUpload < 1 || (keep != null && keep < 0) || port < 0 || port > 65_535) {
      throw new UsageException("--max-upload is at least 1, --keep 0, --port 0 to 65535");
    }
    int processors = Runtime.getRuntime().availableProcessors();
    int scans = workers == null ? Math.max(1, processors / 2) : workers;
    DetectorOptions options = choice.options();
    if (!choice.threadsAreChosen()) {
      options = options.withThreads(Math.max(1, processors / scans));
    }
    String url = database == null ? System.getenv("DELOCATE_DATABASE") : database;
    ServiceSettings.Quotas quotas = ServiceSettings.Quotas.defaults();
    return new ServiceSettings(
        host,
        port,
        data,
        Optional.ofNullable(url),
        scans,
        spares,
        WorkerOptions.of(model.path(), options),
        WorkerLimits.defaults()
            .withResidentBytes((long) workerMemory << 20)
            .withTime(Duration.ofMinutes(workerTime)),
        tokensNeeded(),
        Optional.ofNullable(keep).map(Duration::ofDays),
        deleteReports,
        new ServiceSettings.Quotas(
            maxUpload << 20, quotas.uploadsPerMinute(), quotas.active(), quotas.reserveBytes()),
        hosts());
  }

  private Set<String> hosts() {
    return callbackHosts.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The libraries tell much of what goes well. */
  private static void quietLogs() {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
    Logger.getLogger("").setLevel(Level.WARNING);
  }

  private static void untilStopped(Service service) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              service.close();
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    stopped.await();
  }
}
