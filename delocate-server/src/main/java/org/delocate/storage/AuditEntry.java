package org.delocate.storage;

/**
 * Who did what.
 *
 * @param id of the entry
 * @param at milliseconds since 1970
 * @param who name of the token
 * @param action such as {@code upload} or {@code delete}
 * @param subject what it was done to
 * @param detail more of it; may be empty
 */
public record AuditEntry(
    String id, long at, String who, String action, String subject, String detail) {}
