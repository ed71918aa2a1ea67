package org.delocate.worker;

import java.io.Serial;
import java.util.Locale;
import java.util.Objects;

/** A task without a result, through no fault that the task could name itself. */
public final class WorkerFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** What became of the worker. */
  public enum Reason {
    /** Its process ended, or was ended because it took too much memory. */
    WORKER_CRASHED,
    /** It took too long, or was silent for too long, and was ended. */
    TIMED_OUT,
    /** No worker could be started. */
    WORKER_UNAVAILABLE,
    /** The report could not be written: no room, or no permission. */
    WRITE_FAILED,
    /** The input could not be read; the code of the exception says why. */
    INPUT_FAILED,
    /** A fault of the program that the process survived. */
    INTERNAL_ERROR
  }

  private final Reason reason;
  private final String code;

  WorkerFailure(Reason reason, String message) {
    this(reason, reason.name().toLowerCase(Locale.ROOT), message);
  }

  WorkerFailure(Reason reason, String code, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
    this.code = code;
  }

  /** What kind of failure it is. */
  public Reason reason() {
    return reason;
  }

  /** Lower-case words for programs, such as {@code worker_crashed} or {@code not_media}. */
  public String code() {
    return code;
  }

  /** Whether another worker may do better. */
  boolean isWorthRetrying() {
    return reason == Reason.WORKER_CRASHED || reason == Reason.TIMED_OUT;
  }
}
