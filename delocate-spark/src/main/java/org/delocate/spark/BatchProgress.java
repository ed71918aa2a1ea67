package org.delocate.spark;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Says now and then how far a run is. */
final class BatchProgress extends SparkListener {

  /** A line every so often. [ours] */
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

  private final List<List<ArchiveFile>> tasks;
  private final long files;
  private final PrintWriter messages;
  private final long start = System.nanoTime();
  private long lastLine = start;
  private long filesDone;

  BatchProgress(List<List<ArchiveFile>> tasks, PrintWriter messages) {
    this.tasks = tasks;
    this.files = tasks.stream().mapToLong(List::size).sum();
    this.messages = messages;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (!end.taskInfo().successful() || end.taskInfo().index() >= tasks.size()) {
      return;
    }
    filesDone += tasks.get(end.taskInfo().index()).size();
    long now = System.nanoTime();
    if (now - lastLine < NANOS_BETWEEN_LINES || filesDone >= files) {
      return;
    }
    lastLine = now;
    double left = (now - start) / 1e9 * (files - filesDone) / filesDone;
    messages.printf(Locale.ROOT, "%,d of %,d files, %s left%n", filesDone, files, inWords(left));
    messages.flush();
  }

  private static String inWords(double seconds) {
    return seconds < 90
        ? Math.round(seconds) + " s"
        : seconds < 5400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3600) + " h";
  }
}
