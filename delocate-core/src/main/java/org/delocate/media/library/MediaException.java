package org.delocate.media.library;

import java.io.Serial;
import java.util.Objects;

/** A file that cannot be watched, with a reason that programs can act on. */
public final class MediaException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  /** Why a file cannot be watched. The lower-case name is the reason code in reports. */
  public enum Reason {
    /** There is no such file. */
    NOT_FOUND,
    /** The file may not be read, or reading failed. */
    UNREADABLE,
    /** The file has no bytes. */
    EMPTY_FILE,
    /**
     * The content is no video or picture that can be opened, or of a format that is not allowed.
     */
    NOT_MEDIA,
    /** There is sound (with or without cover art), but no video. */
    NO_VIDEO,
    /** Frames are smaller than can be analysed. */
    TOO_SMALL,
    /** Frames have more pixels than the limit. */
    TOO_LARGE,
    /** It opened, but no frame could be decoded. */
    NO_FRAMES,
    /** No decoder for the codec, or no encoder for the overlay. */
    UNSUPPORTED_CODEC,
    /** Writing the overlay failed. */
    WRITE_FAILED;

    /** The code that stands in reports, such as {@code empty_file}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Reason reason;

  public MediaException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason);
  }

  public MediaException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason);
  }

  public Reason reason() {
    return reason;
  }
}
