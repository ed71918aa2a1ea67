package org.delocate.storage;

import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * A scan as the database knows it. Null is what is not known, or not yet.
 *
 * @param id of the scan
 * @param sha256 of the file, in hexadecimal
 * @param name of the file, as the uploader called it
 * @param bytes of the file
 * @param uploadedBy name of the token; {@code local} without tokens
 * @param callbackUrl that is told when the scan ends
 * @param createdAt milliseconds since 1970
 * @param state {@code queued}, {@code running} or {@code finished}
 * @param queuedAt milliseconds since 1970
 * @param startedAt milliseconds since 1970
 * @param endedAt milliseconds since 1970
 * @param claim names the attempt that is running
 * @param outcome what was found
 * @param report whether there is a report
 * @param credentials JSON of what the content credentials say
 * @param suspicion by which lists are sorted: {@link Outcome#suspicion}; -1 until the scan ended
 * @param opinion of a person: {@code forged}, {@code authentic} or {@code unsure}
 * @param note of a person
 * @param opinionBy name of the token of that person
 * @param opinionAt milliseconds since 1970
 * @param uploadKept whether the file is still there
 */
public record StoredScan(
    String id,
    String sha256,
    String name,
    long bytes,
    String uploadedBy,
    @Nullable String callbackUrl,
    long createdAt,
    String state,
    long queuedAt,
    @Nullable Long startedAt,
    @Nullable Long endedAt,
    @Nullable String claim,
    @Nested @Nullable Outcome outcome,
    int report,
    @Nullable String credentials,
    double suspicion,
    @Nullable String opinion,
    @Nullable String note,
    @Nullable String opinionBy,
    @Nullable Long opinionAt,
    int uploadKept) {

  /** Waits for a worker. */
  public static final String QUEUED = "queued";

  /** A worker is at it. */
  public static final String RUNNING = "running";

  /** It has ended, with a verdict or without. */
  public static final String FINISHED = "finished";

  /** Whether it has ended. */
  public boolean isFinished() {
    return state.equals(FINISHED);
  }
}
