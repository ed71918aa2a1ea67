package org.delocate.cli.option;

import org.delocate.detection.options.DetectorOptions;
import org.delocate.media.sampling.FrameSampling;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a scan that change how it works, not where its reports go. */
public final class DetectorChoice {
  @Option(
      names = "--frames",
      paramLabel = "N|all",
      converter = FramesOption.class,
      description =
          "Frames that are looked at, spread over the time of the video (default: 32; one for every"
              + " 2 seconds of longer videos, and more where shots would get too few).")
  private FrameSampling frames;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      converter = TimeOption.class,
      description = "Look at one frame in so many seconds, instead of --frames.")
  private Double every;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Look at the video from here on: seconds, or h:mm:ss.")
  private Double from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Look at the video up to here.")
  private Double to;

  @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one per core).")
  private Integer threads;

  @Mixin private DeviceOption device;

  /**
   * How many threads were asked for, or one per core.
   *
   * @throws UsageException if there would be none
   */
  public int threads() {
    if (threads == null) {
      return DetectorOptions.defaults().threads();
    }
    if (threads < 1) {
      throw new UsageException("--threads: " + threads + " is not a number of at least 1");
    }
    return threads;
  }

  /** Whether a number of threads was asked for. */
  public boolean threadsAreChosen() {
    return threads != null;
  }

  private FrameSampling sampling() {
    if (frames != null && every != null) {
      throw new UsageException("--frames and --every exclude each other");
    }
    if (every != null && every <= 0) {
      throw new UsageException("--every: " + every + " is not above 0");
    }
    FrameSampling whole = frames != null ? frames : FrameSampling.standard();
    if (every != null) {
      whole = FrameSampling.every(every);
    }
    if (from == null && to == null) {
      return whole;
    }
    double begin = from == null ? 0 : from;
    double end = to == null ? Double.POSITIVE_INFINITY : to;
    if (end <= begin) {
      throw new UsageException("--to: the end of the part does not lie behind its beginning");
    }
    return new FrameSampling.Part(whole, begin, end);
  }

  /**
   * How to scan.
   *
   * @throws UsageException if options exclude each other
   */
  public DetectorOptions options() {
    return DetectorOptions.defaults()
        .withSampling(sampling())
        .withPrecision(device.precision())
        .withDevice(device.device())
        .withThreads(threads());
  }
}
