package org.delocate.spark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkFiles;
import org.apache.spark.util.Utils;
import org.delocate.detection.options.DetectorOptions;
import org.delocate.worker.ScanResult;
import org.delocate.worker.WorkerFailure;
import org.delocate.worker.WorkerLimits;
import org.delocate.worker.WorkerMain;
import org.delocate.worker.WorkerOptions;
import org.delocate.worker.WorkerPool;
import org.delocate.worker.WorkerSettings;
import org.delocate.worker.WorkerTask;

/**
 * A worker process for one core of an executor. A task takes one and gives it back for the next:
 * Spark runs as many tasks at once as there are cores, so that each core has its detector, opened
 * once.
 */
final class ExecutorWorker implements AutoCloseable {

  private static final Deque<ExecutorWorker> IDLE = new ArrayDeque<>();

  private final BatchSettings settings;
  private final WorkerPool pool;

  private ExecutorWorker(BatchSettings settings) throws IOException {
    this.settings = settings;
    Optional<Path> model =
        Optional.ofNullable(settings.modelFile()).map(name -> Path.of(SparkFiles.get(name)));
    DetectorOptions options =
        DetectorOptions.defaults()
            .withSampling(settings.scans().sampling().frameSampling())
            .withPrecision(settings.scans().precision())
            .withThreads(1);
    WorkerLimits limits = settings.scans().limits().ofWorker();
    this.pool =
        WorkerPool.open(
            new WorkerSettings(1, 0, WorkerOptions.of(model, options), limits, scratchFolder())
                .withClassPath(applicationJar()));
  }

  /** A new folder where Spark keeps what it removes itself when the executor ends. */
  static Path scratchFolder() throws IOException {
    return Files.createTempDirectory(
        Path.of(Utils.getLocalDir(SparkEnv.get().conf())), "delocate-");
  }

  /**
   * The application's jar, which holds all that a worker needs: sent by Spark, it stands on no
   * class path that a child would inherit. None where the classes lie in jars or folders of their
   * modules.
   */
  private static List<Path> applicationJar() {
    Path home = homeOf(WorkerMain.class);
    return home.equals(homeOf(ExecutorWorker.class)) ? List.of(home) : List.of();
  }

  private static Path homeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program does not know where it is", e);
    }
  }

  /** Takes a worker of these settings that waits, or starts one. */
  static ExecutorWorker take(BatchSettings settings) throws IOException {
    synchronized (IDLE) {
      ExecutorWorker waiting = IDLE.poll();
      while (waiting != null && !waiting.settings.equals(settings)) {
        waiting.pool.close();
        waiting = IDLE.poll();
      }
      if (waiting != null) {
        return waiting;
      }
    }
    return new ExecutorWorker(settings);
  }

  /** Ends the workers that wait. */
  static void endAll() {
    synchronized (IDLE) {
      IDLE.forEach(worker -> worker.pool.close());
      IDLE.clear();
    }
  }

  ScanResult scan(WorkerTask.Scan task) throws WorkerFailure, InterruptedException {
    return pool.scan(task, WorkerPool.Listener.NONE);
  }

  /** Whether a folder holds a video or a picture, by the content of its files. */
  boolean holdsMedia(Path folder) throws WorkerFailure, InterruptedException {
    JsonNode found = pool.run(new WorkerTask.Search(folder.toString()), WorkerPool.Listener.NONE);
    return found.path("media").size() > 0;
  }

  /** Gives the worker back. */
  @Override
  public void close() {
    synchronized (IDLE) {
      IDLE.push(this);
    }
  }
}
