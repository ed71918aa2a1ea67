package org.delocate.storage;

import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jspecify.annotations.Nullable;

/**
 * A scan as the database knows it: a row of its table, whose columns are grouped here. Null is what
 * is not known, or not yet.
 *
 * @param id of the scan
 * @param upload the file
 * @param course where the scan is between its arrival and its end
 * @param outcome what was found; nothing in it until the scan has ended
 * @param report whether there is a report
 * @param credentials JSON of what the content credentials say
 * @param suspicion by which lists are sorted: {@link Outcome#suspicion}; -1 until the scan ended
 * @param opinion of a person
 */
public record StoredScan(
    String id,
    @Nested Upload upload,
    @Nested Course course,
    @Nested Outcome outcome,
    int report,
    @Nullable String credentials,
    double suspicion,
    @Nested Opinion opinion) {

  /** Waits for a worker. */
  public static final String QUEUED = "queued";

  /** A worker is at it. */
  public static final String RUNNING = "running";

  /** It has ended, with a verdict or without. */
  public static final String FINISHED = "finished";

  /**
   * The file of a scan.
   *
   * @param sha256 of the file, in hexadecimal
   * @param name as the uploader called it
   * @param bytes of the file
   * @param by name of the token; {@code local} without tokens
   * @param kept whether the file is still there
   * @param callbackUrl that is told when the scan ends
   */
  public record Upload(
      String sha256,
      String name,
      long bytes,
      @ColumnName("uploaded_by") String by,
      @ColumnName("upload_kept") int kept,
      @Nullable String callbackUrl) {}

  /**
   * A scan's way through the queue; times are milliseconds since 1970.
   *
   * @param state {@link #QUEUED}, {@link #RUNNING} or {@link #FINISHED}
   * @param claim names the attempt that is running
   */
  public record Course(
      String state,
      long createdAt,
      long queuedAt,
      @Nullable Long startedAt,
      @Nullable Long endedAt,
      @Nullable String claim) {}

  /**
   * What a person thinks of the file.
   *
   * @param label {@code forged}, {@code authentic} or {@code unsure}
   * @param by name of the token of that person
   * @param at milliseconds since 1970
   */
  public record Opinion(
      @ColumnName("opinion") @Nullable String label,
      @Nullable String note,
      @ColumnName("opinion_by") @Nullable String by,
      @ColumnName("opinion_at") @Nullable Long at) {}

  /** Whether it has ended. */
  public boolean isFinished() {
    return course.state().equals(FINISHED);
  }
}
