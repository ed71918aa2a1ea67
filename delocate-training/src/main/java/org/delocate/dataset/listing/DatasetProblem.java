package org.delocate.dataset.listing;

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
    /** A list names a file that is not there: the record is left out. */
    MISSING_FILE,
    /** A fake names an original that is not there: the record stays, without its original. */
    MISSING_ORIGINAL,
    /** The layout has a mask for this fake, and it is not there: the record stays without it. */
    MISSING_MASK,
    /** A list of splits or labels is not there; what that means stands in the message. */
    MISSING_LIST,
    /** The label is neither real nor fake: the record is left out. */
    UNKNOWN_LABEL,
    /** A line has more or fewer fields than it should: the record is left out. */
    WRONG_COLUMNS,
    /** A required field is empty or has no meaning: the record is left out. */
    BAD_VALUE,
    /** A file is named a second time: the second record is left out. */
    DUPLICATE,
    /** Two places of the dataset disagree; the message says about what, and what was done. */
    CONTRADICTION,
    /** A mask without the fake that it belongs to. */
    ORPHAN_MASK,
    /** A file that no list names; the message says what became of it. */
    UNLISTED,
    /** A folder holds a file that is no picture or video, or whose name has no meaning. */
    UNKNOWN_FILE;

    /** The name in reports, such as {@code missing_file}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
