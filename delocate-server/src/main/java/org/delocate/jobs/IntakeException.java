package org.delocate.jobs;

import java.io.Serial;
import java.util.Locale;

/** An upload that is not accepted. */
public final class IntakeException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Why not. */
  public enum Reason {
    /** It has no bytes. */
    EMPTY,
    /** It has more bytes than are accepted. */
    TOO_LARGE,
    /** It ended before it was whole. */
    INCOMPLETE,
    /** There is no room for it. */
    DISK_FULL,
    /** A piece does not follow the one before. */
    CONFLICT;

    /** Lower-case words for programs. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  IntakeException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why it is not accepted. */
  public Reason reason() {
    return reason;
  }
}
