package org.delocate.storage;

import java.util.Optional;

/** What is made of scans on request, which is a queue of its own. */
public final class ArtefactStore {

  private final Database database;

  public ArtefactStore(Database database) {
    this.database = database;
  }

  /** Asks for an artefact, unless it has been asked for. */
  public Artefact request(String scanId, String kind) {
    return database.inTransaction(
        handle -> {
          handle
              .createUpdate(
                  """
                  insert into artefact (scan_id, kind, state, queued_at)
                  values (:scan, :kind, 'queued', :now)
                  on conflict (scan_id, kind) do nothing
                  """)
              .bind("scan", scanId)
              .bind("kind", kind)
              .bind("now", System.currentTimeMillis())
              .execute();
          return handle
              .createQuery("select * from artefact where scan_id = :scan and kind = :kind")
              .bind("scan", scanId)
              .bind("kind", kind)
              .mapTo(Artefact.class)
              .one();
        });
  }

  /** One artefact, if it has been asked for. */
  public Optional<Artefact> find(String scanId, String kind) {
    return database.with(
        handle ->
            handle
                .createQuery("select * from artefact where scan_id = :scan and kind = :kind")
                .bind("scan", scanId)
                .bind("kind", kind)
                .mapTo(Artefact.class)
                .findOne());
  }

  /** Takes the one that has waited longest. */
  public Optional<Artefact> claim() {
    return database.with(
        handle ->
            handle
                .createQuery(
                    """
                    update artefact set state = 'running'
                    where state = 'queued' and (scan_id, kind) = (
                      select scan_id, kind from artefact where state = 'queued'
                      order by queued_at limit 1)
                    returning *
                    """)
                .mapTo(Artefact.class)
                .findOne());
  }

  /** It lies in the vault. */
  public void ready(Artefact artefact, String file) {
    database.with(
        handle ->
            handle.execute(
                "update artefact set state = 'ready', file = ? where scan_id = ? and kind = ?",
                file,
                artefact.scanId(),
                artefact.kind()));
  }

  /** It cannot be made. */
  public void failed(Artefact artefact, String reason, String message) {
    database.with(
        handle ->
            handle.execute(
                """
                update artefact set state = 'failed', reason = ?, message = ?
                where scan_id = ? and kind = ?
                """,
                reason,
                message,
                artefact.scanId(),
                artefact.kind()));
  }

  /** It is to be made later. */
  public void release(Artefact artefact) {
    database.with(
        handle ->
            handle.execute(
                """
                update artefact set state = 'queued'
                where scan_id = ? and kind = ? and state = 'running'
                """,
                artefact.scanId(),
                artefact.kind()));
  }
}
