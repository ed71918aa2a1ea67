package org.delocate.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.jobs.Callbacks;
import org.delocate.jobs.CredentialsReader;
import org.delocate.jobs.Dispatcher;
import org.delocate.jobs.EventHub;
import org.delocate.jobs.Intake;
import org.delocate.jobs.Retention;
import org.delocate.storage.ArtefactStore;
import org.delocate.storage.AuditLog;
import org.delocate.storage.CallbackStore;
import org.delocate.storage.Database;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StorageException;
import org.delocate.storage.TokenStore;
import org.delocate.storage.UploadStore;
import org.delocate.storage.Vault;
import org.delocate.worker.WorkerPool;
import org.delocate.worker.WorkerSettings;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The whole service:
 *
 * <pre>{@code
 * try (Service service = Service.start(settings)) {
 *   System.out.println("http://127.0.0.1:" + service.port());
 * }
 * }</pre>
 *
 * <p>Everything that was accepted is on the disk. A service that is closed, killed or loses its
 * power goes on with it when it is started again on the same folder.
 */
public final class Service implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Service.class.getName());

  /** No script, style, picture or connection but the service's own; no exception. */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self';"
          + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private static final int THREADS = 200;

  /** A file of 4 GB is read and hashed in less. [ours] */
  private static final Duration CREDENTIALS_PATIENCE = Duration.ofMinutes(2);

  private final Vault vault;
  private final Database database;
  private final WorkerPool pool;
  private final EventHub events;
  private final Dispatcher dispatcher;
  private final CredentialsReader credentials;
  private final Callbacks callbacks;
  private final Retention retention;
  private final TokenStore tokens;
  private final HealthRoutes health;
  private final Javalin javalin;
  private final AtomicBoolean closed = new AtomicBoolean();
  private List<Routes.Route> routes = List.of();

  private Service(ServiceSettings settings, Vault vault, Database database) throws IOException {
    this.vault = vault;
    this.database = database;
    database.claimForThisServer();
    events = new EventHub();
    tokens = new TokenStore(database);
    ScanStore scans = new ScanStore(database);
    ArtefactStore artefacts = new ArtefactStore(database);
    UploadStore uploadStore = new UploadStore(database);
    AuditLog audit = new AuditLog(database);
    Intake intake =
        new Intake(
            vault,
            scans,
            uploadStore,
            events,
            settings.callers().quotas().uploadBytes(),
            settings.callers().quotas().reserveBytes());
    vault.clearWork();
    scans.releaseAll();
    intake.recover();
    pool =
        WorkerPool.open(
            new WorkerSettings(
                settings.workers().number(),
                settings.workers().spares(),
                settings.workers().options(),
                settings.workers().limits(),
                vault.workerScratch()));
    credentials =
        new CredentialsReader(
            vault, vault.root().resolve("work/credentials"), CREDENTIALS_PATIENCE);
    dispatcher = new Dispatcher(vault, scans, artefacts, events, pool, credentials);
    ScanJson json = new ScanJson(events);
    callbacks =
        new Callbacks(
            new CallbackStore(database),
            settings.callers().callbackHosts(),
            id -> scans.find(id).map(scan -> json.of(scan).toString()).orElse(""));
    retention =
        new Retention(
            scans,
            uploadStore,
            intake,
            audit,
            settings.keeping().uploads(),
            settings.keeping().reportsToo());
    Access access = new Access(tokens, settings.callers().tokens());
    Uploads uploads =
        new Uploads(
            intake,
            scans,
            audit,
            dispatcher,
            json,
            callbacks::mayCall,
            settings.callers().quotas());
    ScanRoutes scanRoutes = new ScanRoutes(uploads, scans, intake, dispatcher, events, audit, json);
    health = new HealthRoutes(database, vault, scans, pool);
    javalin =
        Javalin.create(
            config -> {
              configure(config, settings);
              config.routes.before(Service::secure);
              config.routes.beforeMatched(access::check);
              config.routes.after(health::count);
              config.routes.after(Leftovers::drain);
              Routes all = new Routes(config.routes);
              scanRoutes.register(all);
              new ReportRoutes(scanRoutes, artefacts, vault, dispatcher).register(all);
              new EventRoutes(scanRoutes, scans, events, json).register(all);
              new ExportRoutes(scans, json).register(all);
              new TusRoutes(uploads, uploadStore, intake).register(all);
              new AdminRoutes(access, tokens, audit).register(all);
              new PageRoutes().register(all);
              health.register(all);
              routes = all.all();
              problems(config);
            });
  }

  /**
   * Starts a service. Its workers start in the background.
   *
   * @throws StorageException if the folder or the database cannot be used
   */
  public static Service start(ServiceSettings settings) {
    Vault vault = Vault.open(settings.storage().data());
    Database database = null;
    Service service = null;
    try {
      database = Database.open(settings.storage().database(), vault.databaseFile());
      service = new Service(settings, vault, database);
      service.javalin.start(settings.address().host(), settings.address().port());
    } catch (IOException e) {
      closeAll(service, database, vault);
      throw new StorageException("the folder cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      closeAll(service, database, vault);
      throw e;
    }
    service.dispatcher.start();
    service.callbacks.start();
    service.retention.start();
    return service;
  }

  private static void closeAll(Service service, Database database, Vault vault) {
    if (service != null) {
      service.close();
      return;
    }
    if (database != null) {
      database.close();
    }
    vault.close();
  }

  private static void configure(JavalinConfig config, ServiceSettings settings) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    config.jetty.host = settings.address().host();
    config.jetty.port = settings.address().port();
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("http");
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setOutputBufferSize(1 << 15);
        });
  }

  private static void secure(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        .header("Cache-Control", "no-store");
  }

  private static void problems(JavalinConfig config) {
    config.routes.exception(Problem.class, (problem, ctx) -> problem.answer(ctx));
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) ->
            new Problem(
                    e.getStatus(),
                    switch (e.getStatus()) {
                      case 404 -> "not_found";
                      case 405 -> "method_not_allowed";
                      default -> "bad_request";
                    },
                    String.valueOf(e.getMessage()))
                .answer(ctx));
    config.routes.exception(
        StorageException.class,
        (e, ctx) -> {
          LOG.log(Level.WARNING, e.getMessage());
          new Problem(503, "storage_unavailable", "The storage does not answer now.", 5)
              .answer(ctx);
        });
    config.routes.exception(EOFException.class, (e, ctx) -> senderStopped(ctx));
    config.routes.exception(
        IOException.class,
        (e, ctx) -> {
          LOG.log(Level.DEBUG, "a connection broke", e);
          senderStopped(ctx);
        });
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.log(Level.ERROR, "a request failed: " + ctx.path(), e);
          new Problem(500, "internal_error", "Something went wrong; the log says what.")
              .answer(ctx);
        });
  }

  private static void senderStopped(Context ctx) {
    if (!ctx.res().isCommitted()) {
      new Problem(400, "incomplete", "The connection ended before the request was whole.")
          .answer(ctx);
    }
  }

  /** The port that it listens at. */
  public int port() {
    return javalin.port();
  }

  /** Makes a token, for the first administrator. */
  public TokenStore tokens() {
    return tokens;
  }

  WorkerPool pool() {
    return pool;
  }

  List<Routes.Route> routes() {
    return routes;
  }

  /** Answers no more; what was running is queued again. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    events.close();
    try {
      javalin.stop();
      callbacks.close();
      retention.close();
      dispatcher.close();
      credentials.close();
      pool.close();
    } catch (UncheckedIOException e) {
      LOG.log(Level.WARNING, "not all was removed", e);
    } finally {
      database.close();
      vault.close();
    }
  }
}
