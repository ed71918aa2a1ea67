package org.delocate.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.delocate.jobs.EventHub;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StoredScan;

/**
 * Server-sent events: what happens to all scans, or to one of them until it ends. The first event
 * of a single scan tells its state, so that nobody who comes late waits for something that has
 * happened.
 */
final class EventRoutes {

  private static final long MILLIS_BETWEEN_SIGNS = 10_000;

  /** Each follower holds a thread. */
  private static final int MOST_FOLLOWERS = 100;

  private final ScanRoutes routes;
  private final ScanStore scans;
  private final EventHub events;
  private final ScanJson json;
  private final Semaphore followers = new Semaphore(MOST_FOLLOWERS);

  EventRoutes(ScanRoutes routes, ScanStore scans, EventHub events, ScanJson json) {
    this.routes = routes;
    this.scans = scans;
    this.events = events;
    this.json = json;
  }

  void register(Routes all) {
    all.get(ScanJson.ROOT + "/events", Allowed.UPLOADERS, ctx -> follow(ctx, Optional.empty()));
    all.get(
        ScanJson.ROOT + "/scans/{id}/events",
        Allowed.UPLOADERS,
        ctx -> follow(ctx, Optional.of(routes.find(ctx).id())));
  }

  private void follow(Context ctx, Optional<String> only) throws IOException {
    if (!followers.tryAcquire()) {
      throw new Problem(503, "too_many_followers", "Too many follow the events already.", 30);
    }
    try {
      ctx.disableCompression();
      ctx.status(200).contentType("text/event-stream; charset=utf-8");
      ctx.header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
      HttpServletResponse out = ctx.res();
      long seen = events.last();
      write(out, ": delocate\n\n");
      if (only.isPresent() && sendState(out, seen, only.get())) {
        return;
      }
      while (!events.isClosed()) {
        List<EventHub.Event> news = events.after(seen, MILLIS_BETWEEN_SIGNS);
        if (news.isEmpty()) {
          write(out, ": still here\n\n");
          continue;
        }
        seen = news.get(news.size() - 1).number();
        if (tell(out, news, only)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      followers.release();
    }
  }

  /** Whether the one scan that is followed has ended. */
  private boolean tell(HttpServletResponse out, List<EventHub.Event> news, Optional<String> only)
      throws IOException {
    // Of several events of a scan, its state now is all that matters.
    Map<String, EventHub.Event> latest = new LinkedHashMap<>();
    for (EventHub.Event event : news) {
      if (only.isEmpty() || only.get().equals(event.scanId())) {
        latest.remove(event.scanId());
        latest.put(event.scanId(), event);
      }
    }
    boolean ended = false;
    for (EventHub.Event event : latest.values()) {
      ended |= sendState(out, event.number(), event.scanId()) && only.isPresent();
    }
    return ended;
  }

  /** Sends what is known of a scan now; true if it has ended or is gone. */
  private boolean sendState(HttpServletResponse out, long number, String scanId)
      throws IOException {
    Optional<StoredScan> scan = scans.find(scanId);
    ObjectNode body = Json.object();
    if (scan.isPresent()) {
      body = json.of(scan.get());
    } else {
      body.put("id", scanId);
    }
    write(
        out,
        """
        id: %d
        event: %s
        data: %s

        """
            .formatted(number, scan.isPresent() ? "scan" : "deleted", body));
    return scan.isEmpty() || scan.get().isFinished();
  }

  private static void write(HttpServletResponse out, String text) throws IOException {
    out.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    out.flushBuffer();
  }
}
