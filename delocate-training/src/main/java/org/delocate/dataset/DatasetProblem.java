package org.delocate.dataset;

/**
 * Something in a dataset that could not be used, or not wholly.
 *
 * @param kind what is wrong
 * @param where the line or file, such as {@code index.csv:17}
 * @param message one sentence for a person
 */
public record DatasetProblem(Kind kind, String where, String message) {

  /** What is wrong. */
  public enum Kind {
    /** A record names a file that is not there: the record is left out. */
    MISSING_FILE,
    /** A fake names an original that is not there: the record stays, without its original. */
    MISSING_ORIGINAL,
    /** The label is neither real nor fake: the record is left out. */
    UNKNOWN_LABEL,
    /** A line has more or fewer fields than the header: the record is left out. */
    WRONG_COLUMNS,
    /** A required field is empty or has no meaning: the record is left out. */
    BAD_VALUE,
    /** A file is named a second time: the second record is left out. */
    DUPLICATE,
    /** A real picture names an original: the record stays, without it. */
    CONTRADICTION,
    /** A mask without the fake that it belongs to. */
    ORPHAN_MASK,
    /** A folder holds a file that is no picture or video. */
    UNKNOWN_FILE
  }
}
