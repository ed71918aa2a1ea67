package org.delocate.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.delocate.storage.Database;
import org.delocate.storage.ScanStore;
import org.delocate.storage.Vault;
import org.delocate.worker.WorkerPool;

/** Whether all is well, for a supervisor, and numbers, for Prometheus. */
final class HealthRoutes {

  private final Database database;
  private final Vault vault;
  private final WorkerPool pool;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("delocate_http_requests_total")
          .help("Requests that were answered")
          .labelNames("status")
          .register(registry);

  HealthRoutes(Database database, Vault vault, ScanStore scans, WorkerPool pool) {
    this.database = database;
    this.vault = vault;
    this.pool = pool;
    GaugeWithCallback.builder()
        .name("delocate_scans")
        .help("Scans by state and verdict")
        .labelNames("kind")
        .callback(
            gauge -> {
              for (Map.Entry<String, Long> count : scans.counts().entrySet()) {
                gauge.call(count.getValue(), count.getKey());
              }
            })
        .register(registry);
    gauge("delocate_workers_busy", "Worker processes at work", pool::busy);
    gauge("delocate_workers_waiting", "Worker processes that wait", pool::waiting);
    gauge("delocate_workers_lost", "Worker processes that ended so far", pool::lost);
    gauge("delocate_disk_free_bytes", "Room on the disk", vault::freeBytes);
    gauge(
        "delocate_heap_used_bytes",
        "Heap of the server",
        () -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
  }

  /** Tells a number. */
  private interface Reading {
    Number now();
  }

  private void gauge(String name, String help, Reading reading) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(gauge -> gauge.call(reading.now().doubleValue()))
        .register(registry);
  }

  void register(Routes routes) {
    routes.get("/health", Allowed.ANYONE, this::health);
    routes.get("/metrics", Allowed.UPLOADERS, this::metrics);
  }

  void count(Context ctx) {
    requests.labelValues(Integer.toString(ctx.statusCode())).inc();
  }

  private void health(Context ctx) {
    boolean answers = database.answers();
    boolean workers = pool.trouble().isEmpty();
    boolean room = vault.freeBytes() > 0;
    ObjectNode body = Json.object();
    body.put("status", answers && workers && room ? "ok" : "troubled");
    body.put("database", answers ? "ok" : "does not answer");
    body.put("workers", pool.trouble().isEmpty() ? "ok" : "cannot be started");
    body.put("disk", room ? "ok" : "full");
    Json.answer(ctx, answers && workers && room ? 200 : 503, body);
  }

  private void metrics(Context ctx) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(text, registry.scrape());
    ctx.contentType(PrometheusTextFormatWriter.CONTENT_TYPE).result(text.toByteArray());
  }
}
