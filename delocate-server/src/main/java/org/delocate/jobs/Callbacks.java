package org.delocate.jobs;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.delocate.storage.CallbackStore;
import org.delocate.storage.PendingCallback;
import org.delocate.storage.StorageException;

/**
 * Tells others that a scan has ended: a POST with what the API says of the scan. Only hosts that
 * the owner of the service named are called, so that nobody can make it call others. Who does not
 * answer is called again, later and later, for a day.
 */
public final class Callbacks implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Callbacks.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MILLIS_BETWEEN_LOOKS = 1000;
  private static final long FIRST_PAUSE_MILLIS = 5_000;
  private static final int ATTEMPTS = 14;

  private final CallbackStore store;
  private final Set<String> hosts;
  private final Function<String, String> bodyOfScan;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Thread thread = new Thread(this::work, "callbacks");
  private volatile boolean closed;

  /**
   * Callbacks.
   *
   * @param hosts that may be called, such as {@code desk.example.org:8443}
   * @param bodyOfScan JSON for the id of a scan; empty if it is gone
   */
  public Callbacks(CallbackStore store, Set<String> hosts, Function<String, String> bodyOfScan) {
    this.store = store;
    this.hosts = Set.copyOf(hosts);
    this.bodyOfScan = bodyOfScan;
    thread.setDaemon(true);
  }

  /** Whether a callback to this address may be asked for. */
  public boolean mayCall(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getUserInfo() == null
          && uri.getHost() != null
          && hosts.contains(
              (uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()))
                  .toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void work() {
    while (!closed) {
      try {
        for (PendingCallback callback : store.due()) {
          call(callback);
        }
        TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        return;
      } catch (StorageException e) {
        LOG.log(Level.WARNING, "callbacks wait for the storage: {0}", e.getMessage());
        try {
          TimeUnit.MILLISECONDS.sleep(5 * MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException stop) {
          return;
        }
      }
    }
  }

  private void call(PendingCallback callback) throws InterruptedException {
    String body = bodyOfScan.apply(callback.scanId());
    if (body.isEmpty() || !mayCall(callback.url())) {
      store.done(callback);
      return;
    }
    String problem;
    try {
      HttpResponse<Void> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(callback.url()))
                  .timeout(TIMEOUT)
                  .header("Content-Type", "application/json")
                  .header("User-Agent", "delocate")
                  .header("Delocate-Callback", callback.id())
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() / 100 == 2) {
        store.done(callback);
        return;
      }
      problem = "status " + answer.statusCode();
    } catch (IOException | IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    int attempts = callback.attempts() + 1;
    long pause = FIRST_PAUSE_MILLIS << Math.min(attempts - 1, 13);
    store.failed(callback, problem, attempts >= ATTEMPTS ? -1 : System.currentTimeMillis() + pause);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
