package org.delocate.cli.display;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a long job end by itself when the program is told to stop: the JVM waits until the job is
 * closed.
 */
public final class GentleStop implements AutoCloseable {
  /** A validation may be under way; a job that has not ended by then is cut off. */
  private static final long PATIENCE_MINUTES = 10;

  private final PrintWriter err;
  private final AtomicBoolean requested = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread whenStopped = new Thread(this::request, "gentle-stop");

  public GentleStop(PrintWriter err) {
    this.err = err;
    Runtime.getRuntime().addShutdownHook(whenStopped);
  }

  /** Becomes true when the job is to end. */
  public AtomicBoolean requested() {
    return requested;
  }

  private void request() {
    requested.set(true);
    err.println();
    err.println("delocate: stopping after this step; a checkpoint is written ...");
    err.flush();
    try {
      if (!ended.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        err.println("delocate: the job did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(whenStopped);
    } catch (IllegalStateException stopping) {
      // The hook runs, and goes on now that the job has ended.
    }
  }
}
