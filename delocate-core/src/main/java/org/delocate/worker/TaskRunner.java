package org.delocate.worker;

import com.fasterxml.jackson.databind.JsonNode;

/** The part of a worker that does the work; the rest of it talks. */
interface TaskRunner {

  /** Hears how far a task is. */
  interface Progress {
    /**
     * The task goes on.
     *
     * @param done frames so far
     * @param total frames that are expected; 0 if not known
     */
    void report(long done, long total);
  }

  /**
   * Does one task.
   *
   * @return what the asking process is told
   * @throws org.delocate.media.library.MediaException if the input or the output is at fault
   */
  JsonNode run(WorkerTask task, Progress progress);
}
