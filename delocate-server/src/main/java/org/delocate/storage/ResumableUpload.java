package org.delocate.storage;

import org.jspecify.annotations.Nullable;

/**
 * An upload that may come in pieces.
 *
 * @param id of the upload
 * @param name of the file, as the uploader called it
 * @param bytes of the whole file
 * @param uploadedBy name of the token
 * @param callbackUrl that is told when the scan ends
 * @param createdAt milliseconds since 1970
 * @param expiresAt milliseconds since 1970
 * @param scanId the scan that it became, once it was whole
 */
public record ResumableUpload(
    String id,
    String name,
    long bytes,
    String uploadedBy,
    @Nullable String callbackUrl,
    long createdAt,
    long expiresAt,
    @Nullable String scanId) {}
