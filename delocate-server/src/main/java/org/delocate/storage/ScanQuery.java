package org.delocate.storage;

import java.util.Optional;

/**
 * Which scans a list holds, and in which order.
 *
 * @param text that the name contains, whatever its case; empty for all
 * @param state {@code queued}, {@code running}, {@code finished}, or {@code active} for the first
 *     two
 * @param label {@code forged}, {@code authentic}, {@code none} for finished ones without
 * @param sha256 of the file
 * @param order of the list
 * @param limit most rows of a page, 1 to 1000
 * @param after the cursor that the page before gave
 */
public record ScanQuery(
    String text,
    Optional<String> state,
    Optional<String> label,
    Optional<String> sha256,
    Order order,
    int limit,
    Optional<String> after) {

  /** How a list is sorted. */
  public enum Order {
    /** The most suspicious first. */
    SUSPICION("suspicion", true),
    /** The latest first. */
    NEWEST("created_at", true),
    /** In the order in which they came. */
    OLDEST("created_at", false),
    /** By name. */
    NAME("name_key", false);

    private final String column;
    private final boolean descending;

    Order(String column, boolean descending) {
      this.column = column;
      this.descending = descending;
    }

    String column() {
      return column;
    }

    String direction() {
      return descending ? "desc" : "asc";
    }

    String beyond() {
      return descending ? "<" : ">";
    }
  }

  public ScanQuery {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a page of " + limit + " scans");
    }
  }
}
