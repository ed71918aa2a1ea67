package org.delocate.storage;

import java.util.List;
import java.util.Optional;

/** Who did what, when. */
public final class AuditLog {

  private final Database database;

  public AuditLog(Database database) {
    this.database = database;
  }

  /** Adds an entry. */
  public void add(String who, String action, String subject, String detail) {
    database.with(
        handle ->
            handle.execute(
                """
                insert into audit (id, at, who, action, subject, detail)
                values (?, ?, ?, ?, ?, ?)
                """,
                Ids.next(),
                System.currentTimeMillis(),
                who,
                action,
                subject,
                detail));
  }

  /** The latest entries, those before a given one. */
  public List<AuditEntry> list(Optional<String> before, int limit) {
    return database.with(
        handle ->
            handle
                .createQuery("select * from audit where id < :before order by id desc limit :limit")
                .bind("before", before.orElse("~"))
                .bind("limit", limit)
                .mapTo(AuditEntry.class)
                .list());
  }
}
