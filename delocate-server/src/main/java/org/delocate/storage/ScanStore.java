package org.delocate.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The scans, which are the queue of scans as well. */
public final class ScanStore {

  private final Database database;

  public ScanStore(Database database) {
    this.database = database;
  }

  /** A scan and whether it is new. */
  public record Accepted(StoredScan scan, boolean created) {}

  /**
   * Puts a file into the queue, unless there is a scan of the same content already.
   *
   * @param sha256 of the file, which lies in the vault
   */
  public Accepted accept(
      String sha256, String name, long bytes, String uploadedBy, Optional<String> callbackUrl) {
    return database.inTransaction(
        handle -> {
          long now = System.currentTimeMillis();
          int added =
              handle
                  .createUpdate(
                      """
                      insert into scan (id, sha256, name, name_key, bytes, uploaded_by,
                        callback_url, created_at, state, queued_at, suspicion, report, upload_kept)
                      values (:id, :sha256, :name, :key, :bytes, :by, :callback, :now, 'queued',
                        :now, -1, 0, 1)
                      on conflict (sha256) do nothing
                      """)
                  .bind("id", Ids.next())
                  .bind("sha256", sha256)
                  .bind("name", name)
                  .bind("key", name.toLowerCase(Locale.ROOT))
                  .bind("bytes", bytes)
                  .bind("by", uploadedBy)
                  .bind("callback", callbackUrl.orElse(null))
                  .bind("now", now)
                  .execute();
          if (added == 0) {
            // Its file may have been removed by retention; now it is back.
            handle.execute("update scan set upload_kept = 1 where sha256 = ?", sha256);
          }
          StoredScan scan =
              handle
                  .createQuery("select * from scan where sha256 = :sha256")
                  .bind("sha256", sha256)
                  .mapTo(StoredScan.class)
                  .one();
          if (added == 0 && callbackUrl.isPresent()) {
            if (scan.isFinished()) {
              CallbackStore.add(handle, scan.id(), callbackUrl.get());
            } else {
              handle.execute(
                  "update scan set callback_url = ? where id = ? and callback_url is null",
                  callbackUrl.get(),
                  scan.id());
            }
          }
          return new Accepted(scan, added == 1);
        });
  }

  /** One scan. */
  public Optional<StoredScan> find(String id) {
    return database.with(
        handle ->
            handle
                .createQuery("select * from scan where id = :id")
                .bind("id", id)
                .mapTo(StoredScan.class)
                .findOne());
  }

  /** The scan of a file. */
  public Optional<StoredScan> findByContent(String sha256) {
    return database.with(
        handle ->
            handle
                .createQuery("select * from scan where sha256 = :sha256")
                .bind("sha256", sha256)
                .mapTo(StoredScan.class)
                .findOne());
  }

  /**
   * A page of a list, found by an index however many scans there are.
   *
   * @throws IllegalArgumentException if the cursor is none
   */
  public ScanPage list(ScanQuery query) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    if (!query.text().isBlank()) {
      conditions.add("name_key like :text escape '!'");
      String escaped = query.text().strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
      values.put("text", "%" + escaped + "%");
    }
    query
        .state()
        .ifPresent(
            state -> {
              if (state.equals("active")) {
                conditions.add("state in ('queued', 'running')");
              } else {
                conditions.add("state = :state");
                values.put("state", state);
              }
            });
    query
        .label()
        .ifPresent(
            label -> {
              if (label.equals("none")) {
                conditions.add("state = 'finished' and label is null");
              } else {
                conditions.add("label = :label");
                values.put("label", label);
              }
            });
    query
        .sha256()
        .ifPresent(
            sha256 -> {
              conditions.add("sha256 = :sha256");
              values.put("sha256", sha256);
            });
    ScanQuery.Order order = query.order();
    query
        .after()
        .ifPresent(
            cursor -> {
              String[] place = decode(cursor);
              conditions.add(
                  "(%1$s, id) %2$s (:place, :placeId)".formatted(order.column(), order.beyond()));
              values.put(
                  "place",
                  switch (order) {
                    case SUSPICION -> Double.valueOf(place[0]);
                    case NEWEST, OLDEST -> Long.valueOf(place[0]);
                    case NAME -> place[0];
                  });
              values.put("placeId", place[1]);
            });
    String sql =
        "select * from scan"
            + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
            + " order by %1$s %2$s, id %2$s limit :limit"
                .formatted(order.column(), order.direction());
    return database.with(
        handle -> {
          Query prepared = handle.createQuery(sql).bind("limit", query.limit() + 1);
          values.forEach(prepared::bind);
          List<StoredScan> found = prepared.mapTo(StoredScan.class).list();
          if (found.size() <= query.limit()) {
            return new ScanPage(found, Optional.empty());
          }
          List<StoredScan> page = found.subList(0, query.limit());
          return new ScanPage(page, Optional.of(encode(order, page.get(page.size() - 1))));
        });
  }

  private static String encode(ScanQuery.Order order, StoredScan last) {
    String place =
        switch (order) {
          case SUSPICION -> Double.toString(last.suspicion());
          case NEWEST, OLDEST -> Long.toString(last.course().createdAt());
          case NAME -> last.upload().name().toLowerCase(Locale.ROOT);
        };
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((last.id() + place).getBytes(StandardCharsets.UTF_8));
  }

  private static String[] decode(String cursor) {
    String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    if (text.length() < 27 || !Ids.isOne(text.substring(0, 26))) {
      throw new IllegalArgumentException("no cursor of ours");
    }
    return new String[] {text.substring(26), text.substring(0, 26)};
  }

  /** How many scans there are of each state and label, such as {@code finished forged}. */
  public Map<String, Long> counts() {
    return database.with(
        handle -> {
          Map<String, Long> counts = new LinkedHashMap<>();
          handle
              .createQuery(
                  """
                  select state || coalesce(' ' || coalesce(label, status), '') as kind,
                    count(*) as number
                  from scan group by kind order by kind
                  """)
              .mapToMap()
              .forEach(
                  row ->
                      counts.put(
                          String.valueOf(row.get("kind")),
                          ((Number) row.get("number")).longValue()));
          return counts;
        });
  }

  /** Scans that wait or run, of one uploader. */
  public long active(String uploadedBy) {
    return database.with(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from scan
                    where uploaded_by = :by and state in ('queued', 'running')
                    """)
                .bind("by", uploadedBy)
                .mapTo(Long.class)
                .one());
  }

  /** Takes the scan that has waited longest; nobody else gets it. */
  public Optional<StoredScan> claim() {
    return database.with(
        handle ->
            handle
                .createQuery(
                    """
                    update scan set state = 'running', claim = :claim, started_at = :now
                    where state = 'queued' and id = (
                      select id from scan where state = 'queued' order by queued_at, id limit 1)
                    returning *
                    """)
                .bind("claim", Ids.next())
                .bind("now", System.currentTimeMillis())
                .mapTo(StoredScan.class)
                .findOne());
  }

  /**
   * Ends a scan, and asks for its callback in the same step.
   *
   * @param report whether there is a report in the vault
   * @return false if somebody else has ended, deleted or restarted it: then nothing was changed
   */
  public boolean finish(StoredScan claimed, Outcome outcome, boolean report) {
    return database.inTransaction(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      update scan set state = 'finished', claim = null, ended_at = :now,
                        status = :status, label = :label, evidence = :evidence,
                        probability = :probability, reason = :reason, message = :message,
                        line = :line, segments = :segments, duration_seconds = :durationSeconds,
                        width = :width, height = :height, picture = :picture,
                        persons = :persons, scan_seconds = :scanSeconds, report = :report,
                        suspicion = :suspicion
                      where id = :id and state = 'running' and claim = :claim
                      """)
                  .bindMethods(outcome)
                  .bindMethods(outcome.verdict())
                  .bindMethods(outcome.media())
                  .bind("now", System.currentTimeMillis())
                  .bind("report", report ? 1 : 0)
                  .bind("suspicion", outcome.suspicion())
                  .bind("id", claimed.id())
                  .bind("claim", claimed.course().claim())
                  .execute();
          if (changed == 1) {
            callback(handle, claimed.id());
          }
          return changed == 1;
        });
  }

  private static void callback(Handle handle, String id) {
    handle
        .createQuery("select callback_url from scan where id = :id and callback_url is not null")
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .ifPresent(url -> CallbackStore.add(handle, id, url));
  }

  /** Gives a claimed scan back to the queue, where it keeps its place. */
  public void release(StoredScan claimed) {
    database.with(
        handle ->
            handle
                .createUpdate(
                    """
                    update scan set state = 'queued', claim = null, started_at = null
                    where id = :id and claim = :claim
                    """)
                .bind("id", claimed.id())
                .bind("claim", claimed.course().claim())
                .execute());
  }

  /**
   * Gives all running scans back to the queue: they were those of a process that is no more.
   *
   * @return how many
   */
  public int releaseAll() {
    return database.with(
        handle ->
            handle.execute(
                    """
                update scan set state = 'queued', claim = null, started_at = null
                where state = 'running'
                """)
                + handle.execute("update artefact set state = 'queued' where state = 'running'"));
  }

  /**
   * Puts a finished scan into the queue again; what was found before is forgotten, what a person
   * said is not.
   *
   * @return whether it had finished and its file is still there
   */
  public boolean restart(String id) {
    return database.inTransaction(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      update scan set state = 'queued', queued_at = :now, started_at = null,
                        ended_at = null, status = null, label = null, evidence = null,
                        probability = null, reason = null, message = null, line = null,
                        segments = null, report = 0, credentials = null, suspicion = -1
                      where id = :id and state = 'finished' and upload_kept = 1
                      """)
                  .bind("now", System.currentTimeMillis())
                  .bind("id", id)
                  .execute();
          if (changed == 1) {
            handle.execute("delete from artefact where scan_id = ?", id);
          }
          return changed == 1;
        });
  }

  /** Keeps what a person thinks; null where nothing is said. */
  public boolean setOpinion(String id, String opinion, String note, String by) {
    return database.with(
            handle ->
                handle
                    .createUpdate(
                        """
                        update scan set opinion = :opinion, note = :note, opinion_by = :by,
                          opinion_at = :now
                        where id = :id
                        """)
                    .bind("opinion", opinion)
                    .bind("note", note)
                    .bind("by", by)
                    .bind("now", System.currentTimeMillis())
                    .bind("id", id)
                    .execute())
        == 1;
  }

  /** Keeps what the content credentials say, as JSON. */
  public void setCredentials(StoredScan claimed, String json) {
    database.with(
        handle ->
            handle.execute(
                "update scan set credentials = ? where id = ? and claim = ?",
                json,
                claimed.id(),
                claimed.course().claim()));
  }

  /** Forgets a scan. */
  public boolean delete(String id) {
    return database.inTransaction(
        handle -> {
          handle.execute("delete from artefact where scan_id = ?", id);
          handle.execute("delete from callback where scan_id = ?", id);
          return handle.execute("delete from scan where id = ?", id) == 1;
        });
  }

  /** Finished scans that ended before a moment and whose file is still there; a few of them. */
  public List<StoredScan> endedBefore(long millis, boolean withReportsOnly) {
    return database.with(
        handle ->
            handle
                .createQuery(
                    """
                    select * from scan where state = 'finished' and ended_at < :before and %s = 1
                    order by created_at limit 500
                    """
                        .formatted(withReportsOnly ? "1" : "upload_kept"))
                .bind("before", millis)
                .mapTo(StoredScan.class)
                .list());
  }

  /** Remembers that the file of a scan is gone. */
  public void uploadRemoved(String id) {
    database.with(handle -> handle.execute("update scan set upload_kept = 0 where id = ?", id));
  }
}
