package org.delocate.dataset.record;

import java.io.Serial;
import java.util.Locale;

/** A dataset or a store that cannot be used at all, with a reason that programs can act on. */
public final class DatasetException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** Why. The lower-case name is the reason code. */
  public enum Reason {
    /** There is no such file or folder. */
    NOT_FOUND,
    /** The name before the colon is no layout that is known. */
    UNKNOWN_LAYOUT,
    /** The folder does not look like the layout that it is said to be. */
    WRONG_LAYOUT,
    /** Reading failed, or is not allowed. */
    UNREADABLE,
    /** Not one record could be used. */
    EMPTY,
    /** The store was prepared from other data or with other options. */
    OTHER_STORE,
    /** Another process writes to the store. */
    LOCKED,
    /** The disk is full. */
    DISK_FULL,
    /** Writing failed. */
    WRITE_FAILED,
    /** A file of the store is not what was written. */
    DAMAGED;

    /** The code that stands in reports, such as {@code not_found}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Reason reason;

  public DatasetException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public DatasetException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
