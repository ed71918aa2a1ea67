package org.delocate.worker;

import java.time.Duration;

/**
 * What a worker may take for one task. A worker that goes beyond is ended.
 *
 * @param residentBytes of memory, heap and native; watched where the system tells it (Linux, macOS)
 * @param time from the start of a task to its end
 * @param silence without a sign of progress
 * @param processorTime of a task, over all threads
 */
public record WorkerLimits(
    long residentBytes, Duration time, Duration silence, Duration processorTime) {

  private static final int LEAST_MEGABYTES = 256;

  public WorkerLimits {
    if (residentBytes < 1 || time.isNegative() || silence.isNegative()) {
      throw new IllegalArgumentException("limits are above 0");
    }
  }

  /**
   * 4 GB, an hour, two minutes without progress, four hours of processor time: the first is half as
   * much again as all inputs of docs/benchmarks.md take but one, an AVIF picture of 67 megapixels,
   * which does not fit. [ours]
   */
  public static WorkerLimits defaults() {
    return new WorkerLimits(
        4L << 30, Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofHours(4));
  }

  /**
   * The default limits, but for what {@link WorkerLimitOptions} say.
   *
   * @param megabytes of memory, at least 256, which guards against a slip of the unit [ours]
   * @param minutes that a scan may take, at least 1
   * @throws IllegalArgumentException with a message that names the option
   */
  public static WorkerLimits asked(int megabytes, int minutes) {
    if (megabytes < LEAST_MEGABYTES || minutes < 1) {
      throw new IllegalArgumentException(
          WorkerLimitOptions.MEMORY
              + " is at least "
              + LEAST_MEGABYTES
              + ", "
              + WorkerLimitOptions.TIME
              + " 1");
    }
    return defaults()
        .withResidentBytes((long) megabytes << 20)
        .withTime(Duration.ofMinutes(minutes));
  }

  /** The same with another limit of memory. */
  public WorkerLimits withResidentBytes(long bytes) {
    return new WorkerLimits(bytes, time, silence, processorTime);
  }

  /** The same with another limit of time. */
  public WorkerLimits withTime(Duration other) {
    return new WorkerLimits(residentBytes, other, silence, processorTime);
  }

  /** The same with another limit of silence. */
  public WorkerLimits withSilence(Duration other) {
    return new WorkerLimits(residentBytes, time, other, processorTime);
  }

  /** The same with another limit of processor time. */
  public WorkerLimits withProcessorTime(Duration other) {
    return new WorkerLimits(residentBytes, time, silence, other);
  }
}
