package org.delocate.storage;

import org.jspecify.annotations.Nullable;

/**
 * Something that is made of a scan when somebody asks for it.
 *
 * @param scanId whose
 * @param kind {@code preview} or {@code overlay}
 * @param state {@code queued}, {@code running}, {@code ready} or {@code failed}
 * @param queuedAt milliseconds since 1970
 * @param file its name in the folder of its kind, once it is ready
 * @param reason a code, if it failed
 * @param message for a person, if it failed
 */
public record Artefact(
    String scanId,
    String kind,
    String state,
    long queuedAt,
    @Nullable String file,
    @Nullable String reason,
    @Nullable String message) {

  public static final String PREVIEW = "preview";
  public static final String OVERLAY = "overlay";
  public static final String READY = "ready";
  public static final String FAILED = "failed";
}
