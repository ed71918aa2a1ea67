package org.delocate.cli.serve;

import java.io.PrintWriter;
import java.net.BindException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.delocate.cli.option.UsageException;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.server.Service;
import org.delocate.server.ServiceSettings;
import org.delocate.storage.StorageException;
import org.delocate.storage.Token;
import org.delocate.worker.WorkerOptions;
import picocli.CommandLine;

/** Serves until the program is stopped. */
final class ServeRun {
  private final ServeCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;

  ServeRun(ServeCommand asked, CommandLine command) {
    this.asked = asked;
    this.out = command.getOut();
    this.err = command.getErr();
  }

  void serve() throws InterruptedException {
    quietLogs();
    try (Service service = start()) {
      String host = asked.host();
      String address =
          "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + service.port() + "/";
      if (tokensNeeded() && service.tokens().list().isEmpty()) {
        String key = service.tokens().create("admin", Token.Role.ADMIN).key();
        err.println("delocate: the token of the first administrator, shown only now: " + key);
      }
      out.println(address);
      out.flush();
      err.println(
          "delocate: serving "
              + address
              + " with the data in "
              + asked.data()
              + "; Ctrl-C ends it");
      err.flush();
      untilStopped(service);
    }
  }

  private Service start() {
    ServiceSettings settings = settings();
    try {
      return Service.start(settings);
    } catch (StorageException e) {
      throw new UsageException(e.getMessage(), e);
    } catch (RuntimeException e) {
      if (comesFrom(e, BindException.class)) {
        throw new UsageException(
            "--port: " + asked.host() + ":" + asked.port() + " cannot be listened at", e);
      }
      throw e;
    }
  }

  private static boolean comesFrom(Throwable problem, Class<? extends Throwable> kind) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private boolean tokensNeeded() {
    return asked.tokens() || !ServiceSettings.Address.isLoopback(asked.host());
  }

  private ServiceSettings settings() {
    DetectorOptions options = asked.choice().options();
    if (!asked.choice().threadsAreChosen()) {
      int processors = Runtime.getRuntime().availableProcessors();
      options = options.withThreads(Math.max(1, processors / asked.workers()));
    }
    ServiceSettings.Quotas quotas = ServiceSettings.Quotas.defaults();
    return new ServiceSettings(
        new ServiceSettings.Address(asked.host(), asked.port()),
        new ServiceSettings.Storage(asked.data(), asked.database()),
        new ServiceSettings.Workers(
            asked.workers(),
            asked.spares(),
            WorkerOptions.of(asked.model(), options),
            asked.limits()),
        new ServiceSettings.Callers(
            tokensNeeded(),
            new ServiceSettings.Quotas(
                asked.uploadBytes(),
                quotas.uploadsPerMinute(),
                quotas.active(),
                quotas.reserveBytes()),
            asked.callbackHosts()),
        new ServiceSettings.Keeping(asked.keep(), asked.deleteReports()));
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
