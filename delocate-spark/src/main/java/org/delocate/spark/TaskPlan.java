package org.delocate.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which files are scanned together. A task is what is lost when an executor dies, and what is
 * written at once: small files go together, so that there are not too many of either, and large
 * ones alone. The largest tasks come first, so that no core waits long for another at the end.
 */
final class TaskPlan {

  /** Bytes that go together; a larger file is alone. [ours] */
  private static final long BYTES_OF_A_TASK = 256L << 20;

  /** Files that go together at most. [ours] */
  private static final int MOST_FILES = 32;

  /** Tasks for each core, if there are files enough: the last ones are then short. [ours] */
  private static final int TASKS_PER_CORE = 16;

  private TaskPlan() {}

  /**
   * How many files may go together.
   *
   * @param files in all
   * @param cores that work on them, at least 1
   */
  static int filesPerTask(int files, int cores) {
    return Math.max(1, Math.min(MOST_FILES, files / (TASKS_PER_CORE * cores)));
  }

  /**
   * Divides files into tasks.
   *
   * @param filesPerTask at most so many together, at least 1
   * @return every file once; the lists can be sent to executors
   */
  static List<List<ArchiveFile>> of(List<ArchiveFile> files, int filesPerTask) {
    List<ArchiveFile> largestFirst =
        files.stream()
            .sorted(
                Comparator.comparingLong(ArchiveFile::bytes)
                    .reversed()
                    .thenComparing(ArchiveFile::path))
            .toList();
    List<List<ArchiveFile>> tasks = new ArrayList<>();
    List<ArchiveFile> task = new ArrayList<>();
    long bytes = 0;
    for (ArchiveFile file : largestFirst) {
      if (!task.isEmpty()
          && (task.size() == filesPerTask || bytes + file.bytes() > BYTES_OF_A_TASK)) {
        tasks.add(task);
        task = new ArrayList<>();
        bytes = 0;
      }
      task.add(file);
      bytes += file.bytes();
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    tasks.sort(Comparator.comparingLong(TaskPlan::bytesOf).reversed());
    return tasks;
  }

  private static long bytesOf(List<ArchiveFile> task) {
    return task.stream().mapToLong(ArchiveFile::bytes).sum();
  }
}
