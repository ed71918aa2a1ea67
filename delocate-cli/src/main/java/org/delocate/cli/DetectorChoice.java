package org.delocate.cli;

import org.delocate.detection.DetectorOptions;
import org.delocate.media.FrameSampling;
import org.delocate.network.Precision;
import picocli.CommandLine.Option;

/** The options of a scan that change how it works, not where its reports go. */
final class DetectorChoice {
  @Option(
      names = "--frames",
      paramLabel = "N|all",
      defaultValue = "32",
      converter = FramesOption.class,
      description =
          "Frames that are looked at, spread evenly over the video (default: ${DEFAULT-VALUE}).")
  private FrameSampling frames;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one per core).")
  private Integer threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      description =
          "Numbers of the networks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  /**
   * How many threads were asked for, or one per core.
   *
   * @throws UsageException if there would be none
   */
  int threads() {
    if (threads == null) {
      return DetectorOptions.defaults().threads();
    }
    if (threads < 1) {
      throw new UsageException("--threads: " + threads + " is not a number of at least 1");
    }
    return threads;
  }

  DetectorOptions options() {
    return DetectorOptions.defaults()
        .withSampling(frames)
        .withPrecision(precision)
        .withThreads(threads());
  }
}
