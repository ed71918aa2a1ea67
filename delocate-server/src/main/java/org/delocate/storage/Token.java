package org.delocate.storage;

import org.jspecify.annotations.Nullable;

/**
 * A key to the service; the key itself is known to its owner only.
 *
 * @param id of the token
 * @param name of its owner, for the audit log
 * @param role what it opens
 * @param createdAt milliseconds since 1970
 * @param revokedAt milliseconds since 1970; null if it is valid
 */
public record Token(String id, String name, Role role, long createdAt, @Nullable Long revokedAt) {

  /** What a token opens; each role may do what those before it may. */
  public enum Role {
    /** Upload and read. */
    UPLOAD,
    /** Say what a person thinks of a scan, scan again, delete. */
    LABEL,
    /** Tokens and the audit log. */
    ADMIN;

    /** Whether this role may do what the other one may. */
    public boolean includes(Role other) {
      return compareTo(other) >= 0;
    }
  }
}
