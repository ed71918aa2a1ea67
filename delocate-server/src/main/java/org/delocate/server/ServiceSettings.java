package org.delocate.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.delocate.worker.WorkerLimits;
import org.delocate.worker.WorkerOptions;

/**
 * How a service runs.
 *
 * @param address that it listens at
 * @param storage where it keeps things
 * @param workers who scan
 * @param callers who may ask, and for how much
 * @param keeping for how long things are kept
 */
public record ServiceSettings(
    Address address, Storage storage, Workers workers, Callers callers, Keeping keeping) {

  /**
   * Where a service listens.
   *
   * @param host name or address
   * @param port 0 for any free one
   */
  public record Address(String host, int port) {

    /** Whether only programs on this machine can reach a host. */
    public static boolean isLoopback(String host) {
      return host.equals("localhost")
          || host.matches("127(\\.\\d{1,3}){3}")
          || host.equals("::1")
          || host.equals("[::1]");
    }
  }

  /**
   * Where a service keeps things.
   *
   * @param data folder of everything that is kept
   * @param database {@code jdbc:postgresql:…}; empty for SQLite in the data folder
   */
  public record Storage(Path data, Optional<String> database) {}

  /**
   * The processes that scan.
   *
   * @param number scans at the same time
   * @param spares processes that wait to take over
   * @param options of all scans
   * @param limits of each scan
   */
  public record Workers(int number, int spares, WorkerOptions options, WorkerLimits limits) {}

  /**
   * Who may ask, and for how much.
   *
   * @param tokens whether requests need a token
   * @param quotas what one token may take
   * @param callbackHosts that may be called when a scan ends
   */
  public record Callers(boolean tokens, Quotas quotas, Set<String> callbackHosts) {

    public Callers {
      callbackHosts = Set.copyOf(callbackHosts);
    }
  }

  /**
   * For how long things are kept.
   *
   * @param uploads how long they stay after their scan; empty for ever
   * @param reportsToo whether reports go with their uploads
   */
  public record Keeping(Optional<Duration> uploads, boolean reportsToo) {}

  /**
   * What one token may take.
   *
   * @param uploadBytes of one file
   * @param uploadsPerMinute files a minute
   * @param active scans that wait or run at the same time
   * @param reserveBytes that stay free on the disk; negative for the default
   */
  public record Quotas(long uploadBytes, int uploadsPerMinute, int active, long reserveBytes) {

    /** 4 GB a file, 600 files a minute, 20,000 scans in the queue. [ours] */
    public static Quotas defaults() {
      return new Quotas(4L << 30, 600, 20_000, -1);
    }
  }
}
