package org.delocate.storage;

import java.util.List;
import java.util.Optional;

/** Resumable uploads that have begun. */
public final class UploadStore {

  private final Database database;

  public UploadStore(Database database) {
    this.database = database;
  }

  /** Remembers one. */
  public void add(ResumableUpload upload) {
    database.with(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into upload (id, name, bytes, uploaded_by, callback_url, created_at,
                      expires_at)
                    values (:id, :name, :bytes, :uploadedBy, :callbackUrl, :createdAt, :expiresAt)
                    """)
                .bindMethods(upload)
                .execute());
  }

  /** One of them. */
  public Optional<ResumableUpload> find(String id) {
    return database.with(
        handle ->
            handle
                .createQuery("select * from upload where id = :id")
                .bind("id", id)
                .mapTo(ResumableUpload.class)
                .findOne());
  }

  /** It is whole and has become a scan. */
  public void became(String id, String scanId) {
    database.with(
        handle -> handle.execute("update upload set scan_id = ? where id = ?", scanId, id));
  }

  /** Forgets one. */
  public void delete(String id) {
    database.with(handle -> handle.execute("delete from upload where id = ?", id));
  }

  /** Those whose time is over. */
  public List<ResumableUpload> expired() {
    return database.with(
        handle ->
            handle
                .createQuery("select * from upload where expires_at < :now limit 500")
                .bind("now", System.currentTimeMillis())
                .mapTo(ResumableUpload.class)
                .list());
  }
}
