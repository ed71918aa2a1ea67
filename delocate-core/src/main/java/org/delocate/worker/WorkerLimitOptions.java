package org.delocate.worker;

/**
 * How the options are called that {@link WorkerLimits#asked} is made of, and what they say: the
 * service and batches on Spark, which share no command line, ask for the same.
 */
public final class WorkerLimitOptions {

  /** Megabytes of memory. */
  public static final String MEMORY = "--worker-memory";

  /** Those of {@link WorkerLimits#defaults}. */
  public static final String MEMORY_DEFAULT = "4096";

  /** The help of {@link #MEMORY}. */
  public static final String MEMORY_HELP =
      "Memory that one scan may take (default: ${DEFAULT-VALUE}).";

  /** Minutes. */
  public static final String TIME = "--worker-time";

  /** Those of {@link WorkerLimits#defaults}. */
  public static final String TIME_DEFAULT = "60";

  /** The help of {@link #TIME}. */
  public static final String TIME_HELP = "Time that one scan may take (default: ${DEFAULT-VALUE}).";

  private WorkerLimitOptions() {}
}
