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
 * @param host name or address that it listens at
 * @param port that it listens at; 0 for any free one
 * @param data folder of everything that is kept
 * @param database {@code jdbc:postgresql:…}; empty for SQLite in the data folder
 * @param workers scans at the same time
 * @param spares worker processes that wait to take over
 * @param options of all scans
 * @param limits of each scan
 * @param tokens whether requests need a token
 * @param keep how long uploads stay after their scan; empty for ever
 * @param reportsToo whether reports go with their uploads
 * @param quotas what one token may take
 * @param callbackHosts that may be called when a scan ends
 */
public record ServiceSettings(
    String host,
    int port,
    Path data,
    Optional<String> database,
    int workers,
    int spares,
    WorkerOptions options,
    WorkerLimits limits,
    boolean tokens,
    Optional<Duration> keep,
    boolean reportsToo,
    Quotas quotas,
    Set<String> callbackHosts) {

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

  public ServiceSettings {
    callbackHosts = Set.copyOf(callbackHosts);
  }

  /** Whether only programs on this machine can reach an address. */
  public static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }
}
