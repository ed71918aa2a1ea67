package org.delocate.dataset.prepare;

import java.time.Duration;
import java.util.Optional;

/** Told how far a long job has come. Called from several threads, one at a time. */
@FunctionalInterface
public interface ProgressListener {

  /** Listens to nothing. */
  ProgressListener SILENT = progress -> {};

  void progressed(Progress progress);

  /**
   * How far a preparation has come.
   *
   * @param done records that are done, those of an earlier run included
   * @param total records that were planned
   * @param faces faces stored by this run
   * @param skipped records of this run that gave no face
   * @param elapsed time of this run
   * @param left estimate from this run's speed; empty until there is one
   */
  record Progress(
      long done, long total, long faces, long skipped, Duration elapsed, Optional<Duration> left) {}
}
