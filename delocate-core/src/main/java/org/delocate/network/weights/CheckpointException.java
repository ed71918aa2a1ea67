package org.delocate.network.weights;

import java.io.Serial;
import java.util.Objects;

/** A checkpoint that cannot be used, with a reason that programs can act on. */
public final class CheckpointException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** Why a checkpoint cannot be used. */
  public enum Reason {
    /** There is no such file. */
    NOT_FOUND,
    /** Reading or writing failed. */
    UNREADABLE,
    /** The weights are no safetensors file, or a damaged one. */
    DAMAGED_WEIGHTS,
    /** A weight is infinite or not a number. */
    NOT_FINITE,
    /** The card is not as its format asks. */
    DAMAGED_CARD,
    /** The weights are those of another network than the card describes. */
    WRONG_ARCHITECTURE;

    /** The code that stands in reports, such as {@code wrong_architecture}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Reason reason;

  public CheckpointException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public CheckpointException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }
}
