package org.delocate.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.engine.Precision;
import org.delocate.report.ReportFormat;
import org.delocate.worker.WorkerLimits;

/**
 * How every file is scanned: what a user asked for, as executors get it.
 *
 * @param sampling which frames are looked at, as {@code --frames} or {@code --every} says it
 * @param precision of the networks
 * @param reports folder for reports; empty for none
 * @param formats of the reports
 * @param limits of files and workers
 */
record ScanChoice(
    Sampling sampling,
    Precision precision,
    String reports,
    Set<ReportFormat> formats,
    Limits limits)
    implements Serializable {

  /**
   * A sampling that can be sent.
   *
   * @param frames number or {@code all}; empty for the standard
   * @param every seconds; 0 if they do not matter
   */
  record Sampling(String frames, double every) implements Serializable {

    FrameSampling frameSampling() {
      if (every > 0) {
        return FrameSampling.every(every);
      }
      return frames.isEmpty() ? FrameSampling.standard() : FrameSampling.parse(frames);
    }

    @Override
    public String toString() {
      return every > 0 ? "every=" + every : "frames=" + (frames.isEmpty() ? "standard" : frames);
    }
  }

  /**
   * What one file may take.
   *
   * @param fileBytes larger files are not fetched
   * @param workerBytes of memory that a worker may take
   * @param workerMinutes that a scan may take
   */
  record Limits(long fileBytes, long workerBytes, int workerMinutes) implements Serializable {

    WorkerLimits ofWorker() {
      return WorkerLimits.defaults()
          .withResidentBytes(workerBytes)
          .withTime(Duration.ofMinutes(workerMinutes));
    }
  }

  ScanChoice {
    formats = Set.copyOf(formats);
  }

  /** The options on which a verdict depends, as the table lists them. */
  String inWords() {
    return sampling + " precision=" + precision.name().toLowerCase(Locale.ROOT);
  }
}
