package org.delocate.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a pool of workers is made.
 *
 * @param workers tasks that run at the same time, at least 1
 * @param spares processes that wait to take over, at least 0
 * @param options of all scans
 * @param limits of each task
 * @param scratch folder for what workers leave on disk while they live; made if it is not there
 * @param startLimit how long a process may take until it is ready
 * @param mainClass of the process: {@code org.delocate.worker.WorkerMain}, but for tests
 * @param javaOptions further options of the JVM; later ones win
 * @param classPath of the process; that of this one if there is none
 */
public record WorkerSettings(
    int workers,
    int spares,
    WorkerOptions options,
    WorkerLimits limits,
    Path scratch,
    Duration startLimit,
    String mainClass,
    List<String> javaOptions,
    List<Path> classPath) {

  /** Unpacking native libraries on a slow disk takes the longest. [ours] */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  public WorkerSettings {
    if (workers < 1 || spares < 0) {
      throw new IllegalArgumentException(workers + " workers and " + spares + " spares");
    }
    javaOptions = List.copyOf(javaOptions);
    classPath = List.copyOf(classPath);
  }

  /** Workers that scan. */
  public WorkerSettings(
      int workers, int spares, WorkerOptions options, WorkerLimits limits, Path scratch) {
    this(
        workers,
        spares,
        options,
        limits,
        scratch,
        START_LIMIT,
        WorkerMain.class.getName(),
        List.of(),
        List.of());
  }

  /** The same with a class path of its own. */
  public WorkerSettings withClassPath(List<Path> other) {
    return new WorkerSettings(
        workers, spares, options, limits, scratch, startLimit, mainClass, javaOptions, other);
  }
}
