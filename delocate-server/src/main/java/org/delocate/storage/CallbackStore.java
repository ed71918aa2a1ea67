package org.delocate.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Callbacks that are to be made. */
public final class CallbackStore {

  private final Database database;

  public CallbackStore(Database database) {
    this.database = database;
  }

  static void add(Handle handle, String scanId, String url) {
    handle
        .createUpdate(
            """
            insert into callback (id, scan_id, url, state, attempts, next_at)
            values (:id, :scan, :url, 'waiting', 0, :now)
            """)
        .bind("id", Ids.next())
        .bind("scan", scanId)
        .bind("url", url)
        .bind("now", System.currentTimeMillis())
        .execute();
  }

  /** Those whose time has come; a few of them. */
  public List<PendingCallback> due() {
    return database.with(
        handle ->
            handle
                .createQuery(
                    """
                    select id, scan_id, url, attempts from callback
                    where state = 'waiting' and next_at <= :now order by next_at limit 50
                    """)
                .bind("now", System.currentTimeMillis())
                .mapTo(PendingCallback.class)
                .list());
  }

  /** It was heard. */
  public void done(PendingCallback callback) {
    database.with(handle -> handle.execute("delete from callback where id = ?", callback.id()));
  }

  /** It was not heard; try again at a moment, or never (a negative one). */
  public void failed(PendingCallback callback, String problem, long nextAt) {
    database.with(
        handle ->
            handle.execute(
                """
                update callback set attempts = attempts + 1, problem = ?, next_at = ?, state = ?
                where id = ?
                """,
                problem,
                nextAt,
                nextAt < 0 ? "given up" : "waiting",
                callback.id()));
  }
}
