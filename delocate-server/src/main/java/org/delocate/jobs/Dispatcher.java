package org.delocate.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.report.ReportFormat;
import org.delocate.storage.Artefact;
import org.delocate.storage.ArtefactStore;
import org.delocate.storage.Outcome;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StorageException;
import org.delocate.storage.StoredScan;
import org.delocate.storage.Vault;
import org.delocate.worker.ScanResult;
import org.delocate.worker.WorkerFailure;
import org.delocate.worker.WorkerPool;
import org.delocate.worker.WorkerTask;

/**
 * Takes what waits to the workers, as many at a time as there are workers: first what somebody is
 * waiting for (previews, overlays), then scans in the order of their arrival. A scan that this
 * process does not see the end of is taken again by the next one.
 */
public final class Dispatcher implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final long MILLIS_BETWEEN_LOOKS = 500;
  private static final long MILLIS_AFTER_TROUBLE = 3000;

  private final Vault vault;
  private final ScanStore scans;
  private final ArtefactStore artefacts;
  private final EventHub events;
  private final WorkerPool pool;
  private final Examination examination;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Thread> running = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Object wake = new Object();

  /** Looks at a file beside its scan, and tells what it found as JSON. */
  public interface Examination {
    /** Looks at nothing. */
    Examination NONE = scan -> Optional.empty();

    /**
     * What was found; empty if nothing was looked at. Never fails. Several threads may ask at once.
     */
    Optional<String> examine(StoredScan scan) throws InterruptedException;
  }

  public Dispatcher(
      Vault vault,
      ScanStore scans,
      ArtefactStore artefacts,
      EventHub events,
      WorkerPool pool,
      Examination examination) {
    this.vault = vault;
    this.scans = scans;
    this.artefacts = artefacts;
    this.events = events;
    this.pool = pool;
    this.examination = examination;
  }

  /** Begins. */
  public void start() {
    for (int i = 0; i < pool.workers(); i++) {
      Thread thread = new Thread(this::work, "dispatch-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Something new waits. */
  public void wakeUp() {
    synchronized (wake) {
      wake.notifyAll();
    }
  }

  /** Ends the work on a scan, if there is any; its row must be gone or changed already. */
  public void stop(String scanId) {
    Thread thread = running.get(scanId);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void work() {
    while (!closed.get()) {
      try {
        if (!workOnce()) {
          synchronized (wake) {
            if (!closed.get()) {
              wake.wait(MILLIS_BETWEEN_LOOKS);
            }
          }
        }
      } catch (InterruptedException e) {
        // The scan was deleted, or it is time to close, which the loop sees.
      } catch (StorageException e) {
        LOG.log(Level.WARNING, "waiting for the storage: {0}", e.getMessage());
        pause();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a job ended unexpectedly", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(MILLIS_AFTER_TROUBLE);
    } catch (InterruptedException e) {
      // Closing, which the loop sees.
    }
  }

  /** Whether there was something to do. */
  private boolean workOnce() throws InterruptedException {
    Optional<Artefact> artefact = artefacts.claim();
    if (artefact.isPresent()) {
      make(artefact.get());
      return true;
    }
    Optional<StoredScan> scan = scans.claim();
    scan.ifPresent(claimed -> events.changed(claimed.id()));
    if (scan.isPresent()) {
      running.put(scan.get().id(), Thread.currentThread());
      try {
        scan(scan.get());
      } finally {
        running.remove(scan.get().id());
      }
    }
    return scan.isPresent();
  }

  private void scan(StoredScan scan) throws InterruptedException {
    Path upload = vault.upload(scan.upload().sha256());
    if (!Files.exists(upload)) {
      end(scan, Outcome.failed("upload_missing", "The uploaded file is no longer there."), false);
      return;
    }
    Path work = vault.work(scan.id(), "scan");
    long start = System.nanoTime();
    events.progress(scan.id(), 0, 0, 0);
    FutureTask<Optional<String>> examined = examineBeside(scan);
    try {
      ScanResult result =
          pool.scan(
              new WorkerTask.Scan(
                  upload.toString(),
                  scan.upload().name(),
                  work.toString(),
                  EnumSet.of(ReportFormat.JSON, ReportFormat.HTML, ReportFormat.MASKS),
                  -1,
                  true),
              (done, total) ->
                  events.progress(scan.id(), done, total, (System.nanoTime() - start) / 1e9));
      examined.get().ifPresent(json -> scans.setCredentials(scan, json));
      vault.keepReport(work, vault.report(scan.id()));
      end(scan, outcome(result), true);
    } catch (WorkerFailure e) {
      if (e.reason() == WorkerFailure.Reason.WORKER_UNAVAILABLE
          || e.reason() == WorkerFailure.Reason.WRITE_FAILED) {
        // Not the file's fault: it waits until a worker, or the disk, is there again.
        LOG.log(Level.WARNING, "scan {0} waits: {1}", scan.id(), e.getMessage());
        scans.release(scan);
        events.ended(scan.id());
        Thread.sleep(MILLIS_AFTER_TROUBLE);
      } else {
        end(scan, Outcome.failed(e.code(), e.getMessage()), false);
      }
    } catch (InterruptedException e) {
      // Deleted, or closing: in both cases the row says what is next.
      scans.release(scan);
      events.ended(scan.id());
      throw e;
    } catch (StorageException e) {
      releaseLater(scan);
      throw e;
    } catch (ExecutionException e) {
      releaseLater(scan);
      throw new IllegalStateException("the examination of a file failed", e.getCause());
    } finally {
      examined.cancel(true);
    }
  }

  /** While a worker scans, so that no worker waits for it. */
  private FutureTask<Optional<String>> examineBeside(StoredScan scan) {
    FutureTask<Optional<String>> examined = new FutureTask<>(() -> examination.examine(scan));
    Thread thread = new Thread(examined, "examine");
    thread.setDaemon(true);
    thread.start();
    return examined;
  }

  private void end(StoredScan scan, Outcome outcome, boolean report) {
    boolean ended = scans.finish(scan, outcome, report);
    if (!ended && scans.find(scan.id()).isEmpty()) {
      vault.removeReport(scan.id());
    }
    events.ended(scan.id());
  }

  /** The database does not answer now; the scan must not stay claimed by nobody. */
  private void releaseLater(StoredScan scan) {
    while (!closed.get()) {
      try {
        scans.release(scan);
        return;
      } catch (StorageException e) {
        pause();
      }
    }
  }

  private static Outcome outcome(ScanResult result) {
    JsonNode verdict = result.header().path("verdict");
    JsonNode input = result.header().path("input");
    return new Outcome(
        new Outcome.Verdict(
            verdict.path("status").asText(),
            text(verdict, "label"),
            text(verdict, "evidence"),
            verdict.has("probability") ? verdict.get("probability").asDouble() : null,
            text(verdict, "reason"),
            result.message()),
        result.line(),
        result.header().path("segments").isMissingNode()
            ? "[]"
            : result.header().path("segments").toString(),
        new Outcome.Media(
            result.picture() ? 1 : 0,
            input.has("durationSeconds") ? input.get("durationSeconds").asDouble() : null,
            input.has("width") ? input.get("width").asInt() : null,
            input.has("height") ? input.get("height").asInt() : null),
        result.persons(),
        result.seconds());
  }

  private static String text(JsonNode node, String field) {
    return node.has(field) ? node.get(field).asText() : null;
  }

  private void make(Artefact artefact) throws InterruptedException {
    Optional<StoredScan> scan = scans.find(artefact.scanId());
    if (scan.isEmpty() || !Files.exists(vault.upload(scan.get().upload().sha256()))) {
      artefacts.failed(artefact, "upload_missing", "The uploaded file is no longer there.");
      events.changed(artefact.scanId());
      return;
    }
    String upload = vault.upload(scan.get().upload().sha256()).toString();
    Path work = vault.work(artefact.scanId(), artefact.kind());
    try {
      String file;
      if (artefact.kind().equals(Artefact.PREVIEW)) {
        file =
            pool.run(new WorkerTask.Preview(upload, work.toString()), WorkerPool.Listener.NONE)
                .asText();
      } else {
        pool.scan(
            new WorkerTask.Scan(
                upload,
                scan.get().upload().name(),
                work.toString(),
                EnumSet.of(ReportFormat.OVERLAY),
                -1,
                false),
            WorkerPool.Listener.NONE);
        file = Files.exists(work.resolve("overlay.mp4")) ? "overlay.mp4" : "overlay.png";
        if (!Files.exists(work.resolve(file))) {
          artefacts.failed(artefact, "no_face", "There is nothing to draw: no face was scored.");
          events.changed(artefact.scanId());
          return;
        }
      }
      vault.keepReport(work, vault.report(artefact.scanId()).resolve(artefact.kind()));
      artefacts.ready(artefact, file);
    } catch (WorkerFailure e) {
      if (e.reason() == WorkerFailure.Reason.WORKER_UNAVAILABLE) {
        artefacts.release(artefact);
        Thread.sleep(MILLIS_AFTER_TROUBLE);
      } else {
        artefacts.failed(artefact, e.code(), e.getMessage());
      }
    } catch (InterruptedException e) {
      artefacts.release(artefact);
      throw e;
    }
    events.changed(artefact.scanId());
  }

  /** Lets nothing new begin, and gives what runs back to the queue. */
  @Override
  public void close() {
    closed.set(true);
    wakeUp();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
