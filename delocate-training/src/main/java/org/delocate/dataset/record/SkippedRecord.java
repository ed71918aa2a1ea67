package org.delocate.dataset.record;

import java.util.Locale;

/**
 * A record that gave no face to the store, or not all that it should have.
 *
 * @param reason why
 * @param record the {@link FaceRecord}'s id
 * @param message one sentence for a person
 */
public record SkippedRecord(Reason reason, String record, String message) {

  /** Why a record gave no face, or too few. The lower-case name stands in the store. */
  public enum Reason {
    /** The picture or video, its original or its mask could not be read. */
    UNREADABLE,
    /** No face was found. */
    NO_FACE,
    /** A face was found, but not its landmarks. */
    NO_LANDMARKS,
    /** The face is smaller than the options allow. */
    FACE_TOO_SMALL,
    /** The mask of a fake is of another size than the fake. */
    SIZE_MISMATCH,
    /** The mask of a fake is empty, or nearly. */
    EMPTY_MASK,
    /** Frames of a video are damaged or missing; the whole ones gave faces. */
    DAMAGED_FRAMES,
    /** The mask or the original ends before the fake; what lies before gave faces. */
    SHORT_COMPANION,
    /** The program or one of its libraries failed on it: the message says how. */
    FAILED;

    /** The code that stands in the store and in summaries, such as {@code no_face}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the record gave some faces nevertheless. */
    public boolean partial() {
      return this == DAMAGED_FRAMES || this == SHORT_COMPANION;
    }

    public static Reason of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
