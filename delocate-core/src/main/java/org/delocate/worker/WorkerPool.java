package org.delocate.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Worker processes, some of them at work and some waiting to take over:
 *
 * <pre>{@code
 * try (WorkerPool pool = WorkerPool.open(settings)) {
 *   ScanResult result = pool.scan(task, WorkerPool.Listener.NONE);
 * }
 * }</pre>
 *
 * <p>Any thread may ask; it waits for its turn and for the result. A task whose worker died or was
 * ended is given to another worker once. A worker that was lost is replaced in the background. When
 * the asking process dies, the pipes close and all workers end themselves.
 */
public final class WorkerPool implements AutoCloseable {

  /** Follows a task. */
  public interface Listener {
    /** Follows nothing. */
    Listener NONE = (done, total) -> {};

    /**
     * The task goes on.
     *
     * @param done frames so far
     * @param total frames that are expected; 0 if not known
     */
    void progress(long done, long total);
  }

  private static final int ATTEMPTS = 2;
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  /** A worker is renewed after so many tasks, in case a library loses memory. [ours] */
  private static final int TASKS_OF_A_LIFE = 500;

  /** So many starts in a row may fail, for whatever reason, before tasks are told. */
  private static final int STARTS = 3;

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;

  private final WorkerSettings settings;
  private final Semaphore turns;
  private final LinkedBlockingDeque<WorkerProcess> ready = new LinkedBlockingDeque<>();
  private final Set<WorkerProcess> alive = new HashSet<>();
  private final AtomicLong lost = new AtomicLong();
  private final Thread keeper;
  private final Thread watcher;
  private volatile WorkerFailure cannotStart;
  private int failedStarts;
  private volatile boolean closed;

  private WorkerPool(WorkerSettings settings) {
    this.settings = settings;
    this.turns = new Semaphore(settings.workers(), true);
    this.keeper = new Thread(this::keepWhole, "worker-keeper");
    this.watcher = new Thread(this::watch, "worker-watch");
    keeper.setDaemon(true);
    watcher.setDaemon(true);
  }

  /**
   * Starts the workers in the background; the first task waits for the first of them. What workers
   * of an earlier process left in the scratch folder is removed.
   */
  public static WorkerPool open(WorkerSettings settings) {
    try {
      ScratchFolders.delete(settings.scratch());
      Files.createDirectories(settings.scratch());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + settings.scratch() + " cannot be used", e);
    }
    WorkerPool pool = new WorkerPool(settings);
    pool.keeper.start();
    pool.watcher.start();
    return pool;
  }

  /** Scans. */
  public ScanResult scan(WorkerTask.Scan task, Listener listener)
      throws WorkerFailure, InterruptedException {
    try {
      return WorkerChannel.mapper().treeToValue(run(task, listener), ScanResult.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a worker of another version", e);
    }
  }

  /**
   * Does a task. An interrupted thread ends it, and the worker with it.
   *
   * @return what the worker says of it
   * @throws WorkerFailure if there is no result after a second attempt
   */
  public JsonNode run(WorkerTask task, Listener listener)
      throws WorkerFailure, InterruptedException {
    turns.acquire();
    try {
      for (int attempt = 1; ; attempt++) {
        clear(task.output());
        try {
          return runOnce(task, listener);
        } catch (WorkerFailure e) {
          if (attempt == ATTEMPTS || !e.isWorthRetrying()) {
            clear(task.output());
            throw e;
          }
        }
      }
    } finally {
      turns.release();
    }
  }

  private static void clear(Optional<String> folder) throws WorkerFailure {
    if (folder.isPresent()) {
      try {
        ScratchFolders.delete(Path.of(folder.get()));
        Files.createDirectories(Path.of(folder.get()));
      } catch (IOException e) {
        throw new WorkerFailure(
            WorkerFailure.Reason.WRITE_FAILED, "cannot write to " + folder.get() + ": " + e);
      }
    }
  }

  private JsonNode runOnce(WorkerTask task, Listener listener)
      throws WorkerFailure, InterruptedException {
    WorkerProcess worker = take();
    boolean usable = false;
    try {
      JsonNode result = worker.run(task, settings.limits(), listener);
      usable = true;
      return result;
    } catch (WorkerFailure e) {
      usable = !e.isWorthRetrying();
      throw e;
    } finally {
      if (usable && worker.isAlive() && worker.tasksDone() < TASKS_OF_A_LIFE && !closed) {
        ready.addFirst(worker);
      } else {
        discard(worker);
      }
    }
  }

  private WorkerProcess take() throws WorkerFailure, InterruptedException {
    while (true) {
      WorkerProcess worker = ready.poll(100, TimeUnit.MILLISECONDS);
      if (worker != null && worker.isAlive()) {
        return worker;
      }
      if (worker != null) {
        discard(worker);
      }
      if (closed) {
        throw new WorkerFailure(
            WorkerFailure.Reason.WORKER_UNAVAILABLE, "the workers have been stopped");
      }
      WorkerFailure problem = cannotStart;
      if (worker == null && problem != null) {
        throw problem;
      }
    }
  }

  private void discard(WorkerProcess worker) {
    synchronized (alive) {
      alive.remove(worker);
      alive.notifyAll();
    }
    lost.incrementAndGet();
    worker.close();
  }

  private void keepWhole() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!closed) {
        synchronized (alive) {
          while (!closed && alive.size() >= settings.workers() + settings.spares()) {
            alive.wait(1000);
            dropDead();
          }
        }
        if (closed) {
          return;
        }
        if (startOne()) {
          pause = FIRST_PAUSE_MILLIS;
        } else {
          Thread.sleep(pause);
          pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waiting workers that died by themselves, or were killed from outside. */
  private void dropDead() {
    for (WorkerProcess worker : List.copyOf(ready)) {
      if (!worker.isAlive() && ready.remove(worker)) {
        alive.remove(worker);
        lost.incrementAndGet();
        worker.close();
      }
    }
  }

  private boolean startOne() throws InterruptedException {
    WorkerProcess worker;
    try {
      worker = new WorkerProcess(settings);
    } catch (IOException e) {
      startFailed(
          new WorkerFailure(
              WorkerFailure.Reason.WORKER_UNAVAILABLE,
              "a worker process cannot be started: " + e.getMessage()));
      return false;
    }
    synchronized (alive) {
      alive.add(worker);
    }
    try {
      worker.awaitReady(settings);
    } catch (WorkerFailure e) {
      synchronized (alive) {
        alive.remove(worker);
      }
      worker.close();
      startFailed(e);
      return false;
    }
    failedStarts = 0;
    cannotStart = null;
    if (closed) {
      worker.close();
    } else {
      ready.addLast(worker);
    }
    return true;
  }

  /** A process that says why it cannot start will not be able to next time. */
  private void startFailed(WorkerFailure problem) {
    failedStarts++;
    if (failedStarts >= STARTS || problem.code().equals("start_failed")) {
      cannotStart = problem;
    }
  }

  private void watch() {
    try {
      while (!closed) {
        for (WorkerProcess worker : processes()) {
          worker.watch(settings.limits());
        }
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<WorkerProcess> processes() {
    synchronized (alive) {
      return List.copyOf(alive);
    }
  }

  /** Tasks that may run at the same time. */
  public int workers() {
    return settings.workers();
  }

  /** Processes that wait for a task now. */
  public int waiting() {
    return ready.size();
  }

  /** Processes that are at work now. */
  public int busy() {
    return (int) processes().stream().filter(WorkerProcess::isBusy).count();
  }

  /** Processes that ended or were ended so far. */
  public long lost() {
    return lost.get();
  }

  /** The numbers of all processes, as the system counts them. */
  public List<Long> pids() {
    return processes().stream().map(WorkerProcess::pid).toList();
  }

  /** Why no worker can be started; empty while they can. */
  public Optional<String> trouble() {
    return Optional.ofNullable(cannotStart).map(WorkerFailure::getMessage);
  }

  /** Ends all workers at once, whatever they are doing. */
  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
    watcher.interrupt();
    processes().forEach(WorkerProcess::close);
    try {
      keeper.join(10_000);
      ScratchFolders.delete(settings.scratch());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("what workers left cannot be removed", e);
    }
  }
}
