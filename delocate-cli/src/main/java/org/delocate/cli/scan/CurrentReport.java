package org.delocate.cli.scan;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Removes the unfinished report when the program is stopped from outside (Ctrl-C, a signal).
 *
 * <p>The scan itself may be deep inside a native library then, and cannot be asked to clean up.
 */
final class CurrentReport implements AutoCloseable {
  private final AtomicReference<ReportFolder> current = new AtomicReference<>();
  private final Thread whenStopped = new Thread(this::discard, "discard-unfinished-report");

  CurrentReport() {
    Runtime.getRuntime().addShutdownHook(whenStopped);
  }

  /** From now on this folder is the unfinished one. */
  void is(ReportFolder folder) {
    current.set(folder);
  }

  /** There is no unfinished report now. */
  void none() {
    current.set(null);
  }

  private void discard() {
    ReportFolder folder = current.getAndSet(null);
    if (folder != null) {
      folder.close();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(whenStopped);
    } catch (IllegalStateException stopping) {
      // The hook runs now, and does what is left to do.
    }
  }
}
