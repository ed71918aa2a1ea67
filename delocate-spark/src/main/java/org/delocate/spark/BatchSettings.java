package org.delocate.spark;

import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.network.engine.Precision;
import org.delocate.report.ReportFormat;

/**
 * What executors must know of a run.
 *
 * @param run its name, which its files bear
 * @param table folder of the table
 * @param model what reports call the model
 * @param modelFile name of its files as they were sent with the job; null for the shipped one
 * @param sampling which frames are looked at, as {@code --frames} or {@code --every} says it
 * @param precision of the networks
 * @param reports folder for reports; null for none
 * @param formats of the reports
 * @param mostBytes of a file; larger ones are not fetched
 * @param workerBytes of memory that a worker may take
 * @param workerMinutes that a scan may take
 */
record BatchSettings(
    String run,
    String table,
    String model,
    String modelFile,
    Sampling sampling,
    Precision precision,
    String reports,
    Set<ReportFormat> formats,
    long mostBytes,
    long workerBytes,
    int workerMinutes)
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

  BatchSettings {
    formats = Set.copyOf(formats);
  }

  /** The options on which a verdict depends, as the table lists them. */
  String options() {
    return sampling + " precision=" + precision.name().toLowerCase(java.util.Locale.ROOT);
  }

  Optional<String> reportsFolder() {
    return Optional.ofNullable(reports);
  }
}
