package org.delocate.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * Kills an executor as soon as a task has ended. Spark makes it, by {@code spark.extraListeners}.
 */
public final class ExecutorKiller extends SparkListener {
  static final AtomicInteger KILLED = new AtomicInteger();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.taskInfo().successful() && KILLED.get() == 0) {
      // Master and workers of a local cluster are threads of this process, executors its children.
      ProcessHandle.current()
          .children()
          .findFirst()
          .ifPresent(
              process -> {
                process.destroyForcibly();
                process.onExit().join();
                KILLED.incrementAndGet();
              });
    }
  }
}
