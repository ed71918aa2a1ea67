package org.delocate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the rows promise, whichever database keeps them. */
abstract class StorageContract {
  private Database database;
  private ScanStore scans;

  /** An empty database. */
  abstract Database open() throws Exception;

  @BeforeEach
  void openDatabase() throws Exception {
    database = open();
    database.with(
        handle -> {
          for (String table : List.of("artefact", "callback", "upload", "token", "audit", "scan")) {
            handle.execute("delete from " + table);
          }
          return null;
        });
    scans = new ScanStore(database);
  }

  private StoredScan accept(int number, String name) {
    return scans
        .accept("%064x".formatted(number), name, 100 + number, "anna", Optional.empty())
        .scan();
  }

  private static Outcome scored(String label, double probability) {
    return new Outcome(
        new Outcome.Verdict("scored", label, "none", probability, null, "A message."),
        "A line.",
        "[]",
        new Outcome.Media(0, 5.0, 512, 512),
        1,
        2.5);
  }

  private void finish(int number, String name, Outcome outcome) {
    accept(number, name);
    assertThat(scans.finish(scans.claim().orElseThrow(), outcome, true)).isTrue();
  }

  @Test
  void theSameContentTwiceIsOneScan() {
    StoredScan first = accept(1, "clip.mp4");
    ScanStore.Accepted again =
        scans.accept("%064x".formatted(1), "copy.mp4", 101, "ben", Optional.empty());

    assertThat(again.created()).isFalse();
    assertThat(again.scan()).isEqualTo(first);
    assertThat(first.course().state()).isEqualTo(StoredScan.QUEUED);
    assertThat(first.outcome().verdict().status()).isNull();
    assertThat(scans.findByContent("%064x".formatted(1))).contains(first);
  }

  @Test
  void ofManyClaimsAtOnceEachGetsAScanOfItsOwn() throws Exception {
    for (int i = 0; i < 40; i++) {
      accept(i, "clip-" + i);
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Set<String> claimed = new HashSet<>();
    try {
      Callable<List<String>> worker =
          () -> {
            List<String> mine = new ArrayList<>();
            // PostgreSQL may let two ask for the same row, of whom one gets nothing and asks again.
            for (int empty = 0; empty < 20; ) {
              Optional<StoredScan> scan = scans.claim();
              scan.ifPresent(found -> mine.add(found.id()));
              empty = scan.isPresent() ? 0 : empty + 1;
            }
            return mine;
          };
      int all = 0;
      for (Future<List<String>> mine : threads.invokeAll(List.of(worker, worker, worker, worker))) {
        claimed.addAll(mine.get());
        all += mine.get().size();
      }
      assertThat(all).isEqualTo(40);
      assertThat(claimed).hasSize(40);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aScanHasOneResult() {
    accept(1, "clip.mp4");
    StoredScan lost = scans.claim().orElseThrow();
    assertThat(scans.releaseAll()).isEqualTo(1);
    StoredScan second = scans.claim().orElseThrow();

    assertThat(scans.finish(lost, scored("forged", 0.9), true)).isFalse();
    assertThat(scans.finish(second, scored("authentic", 0.1), true)).isTrue();
    assertThat(scans.finish(second, scored("forged", 0.8), true)).isFalse();

    StoredScan stored = scans.find(second.id()).orElseThrow();
    assertThat(stored.outcome()).isEqualTo(scored("authentic", 0.1));
    assertThat(stored.suspicion()).isEqualTo(1.1);
    assertThat(stored.report()).isEqualTo(1);
    assertThat(scans.claim()).isEmpty();
  }

  @Test
  void theQueueIsInTheOrderOfArrivalAndAReleasedScanKeepsItsPlace() {
    StoredScan first = accept(1, "a");
    accept(2, "b");
    scans.release(scans.claim().orElseThrow());

    assertThat(scans.claim().orElseThrow().id()).isEqualTo(first.id());
  }

  @Test
  void listsAreSortedAndPaged() {
    finish(
        1,
        "room.mp4",
        new Outcome(
            new Outcome.Verdict("abstained", null, null, null, "no_face", ""),
            "",
            "[]",
            new Outcome.Media(0, 1.0, 64, 64),
            0,
            1.0));
    finish(2, "Anna_1.mp4", scored("authentic", 0.1));
    finish(3, "forged.mp4", scored("forged", 0.7));
    finish(4, "broken.mp4", Outcome.failed("not_media", "No video."));
    finish(5, "ben.mp4", scored("authentic", 0.2));
    accept(6, "waiting.mp4");

    ScanQuery query =
        new ScanQuery(
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ScanQuery.Order.SUSPICION,
            2,
            Optional.empty());
    List<String> names = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ScanPage page =
          scans.list(
              new ScanQuery(
                  "",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  ScanQuery.Order.SUSPICION,
                  2,
                  cursor));
      page.scans().forEach(scan -> names.add(scan.upload().name()));
      cursor = page.next();
    } while (cursor.isPresent());

    assertThat(names)
        .containsExactly(
            "forged.mp4", "ben.mp4", "Anna_1.mp4", "room.mp4", "broken.mp4", "waiting.mp4");
    assertThat(scans.list(query).scans()).hasSize(2);
    assertThat(found("anna_", Optional.empty(), Optional.empty())).containsExactly("Anna_1.mp4");
    assertThat(found("%", Optional.empty(), Optional.empty())).isEmpty();
    assertThat(found("", Optional.of("active"), Optional.empty())).containsExactly("waiting.mp4");
    assertThat(found("", Optional.empty(), Optional.of("none")))
        .containsExactly("room.mp4", "broken.mp4");
    assertThat(scans.counts())
        .containsEntry("queued", 1L)
        .containsEntry("finished authentic", 2L)
        .containsEntry("finished failed", 1L)
        .containsEntry("finished abstained", 1L);
    assertThatThrownBy(
            () ->
                scans.list(
                    new ScanQuery(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ScanQuery.Order.NAME,
                        2,
                        Optional.of("nonsense"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private List<String> found(String text, Optional<String> state, Optional<String> label) {
    return scans
        .list(
            new ScanQuery(
                text,
                state,
                label,
                Optional.empty(),
                ScanQuery.Order.SUSPICION,
                50,
                Optional.empty()))
        .scans()
        .stream()
        .map(scan -> scan.upload().name())
        .toList();
  }

  @Test
  void whatAPersonSaysStandsBesideTheVerdict() {
    finish(1, "clip.mp4", scored("authentic", 0.1));
    String id = scans.findByContent("%064x".formatted(1)).orElseThrow().id();

    assertThat(scans.setOpinion(id, "forged", "the ear melts", "anna")).isTrue();

    StoredScan scan = scans.find(id).orElseThrow();
    assertThat(scan.opinion().label()).isEqualTo("forged");
    assertThat(scan.opinion().note()).isEqualTo("the ear melts");
    assertThat(scan.opinion().by()).isEqualTo("anna");
    assertThat(scan.opinion().at()).isGreaterThanOrEqualTo(scan.course().endedAt());
    assertThat(scan.outcome().verdict().label()).isEqualTo("authentic");
    assertThat(scans.restart(id)).isTrue();
    assertThat(scans.find(id).orElseThrow().opinion().label()).isEqualTo("forged");
    assertThat(scans.restart(id)).isFalse();
  }

  @Test
  void artefactsAreMadeOnceAndGoWithTheirScan() {
    StoredScan scan = accept(1, "clip.mp4");
    ArtefactStore artefacts = new ArtefactStore(database);

    artefacts.request(scan.id(), Artefact.PREVIEW);
    artefacts.request(scan.id(), Artefact.PREVIEW);
    Artefact claimed = artefacts.claim().orElseThrow();
    assertThat(artefacts.claim()).isEmpty();
    artefacts.ready(claimed, "preview.mp4");

    assertThat(artefacts.find(scan.id(), Artefact.PREVIEW).orElseThrow().file())
        .isEqualTo("preview.mp4");
    assertThat(scans.delete(scan.id())).isTrue();
    assertThat(artefacts.find(scan.id(), Artefact.PREVIEW)).isEmpty();
    assertThat(scans.delete(scan.id())).isFalse();
  }

  @Test
  void theEndOfAScanAsksForItsCallback() {
    CallbackStore callbacks = new CallbackStore(database);
    scans.accept("%064x".formatted(1), "a", 1, "anna", Optional.of("http://127.0.0.1/hook"));
    assertThat(callbacks.due()).isEmpty();
    scans.finish(scans.claim().orElseThrow(), scored("forged", 0.9), true);

    PendingCallback due = callbacks.due().get(0);
    assertThat(due.url()).isEqualTo("http://127.0.0.1/hook");
    callbacks.failed(due, "refused", System.currentTimeMillis() + 60_000);
    assertThat(callbacks.due()).isEmpty();
    callbacks.failed(due, "refused", 0);
    assertThat(callbacks.due().get(0).attempts()).isEqualTo(2);
    callbacks.done(due);
    assertThat(callbacks.due()).isEmpty();
  }

  @Test
  void tokensAreKnownByTheirDigestOnlyAndCanBeRevoked() {
    TokenStore tokens = new TokenStore(database);
    TokenStore.Created created = tokens.create("anna", Token.Role.LABEL);

    assertThat(tokens.find(created.key()).orElseThrow().role()).isEqualTo(Token.Role.LABEL);
    assertThat(tokens.find(created.key() + "x")).isEmpty();
    boolean keyStored =
        database.with(
            handle ->
                handle.createQuery("select hash from token").mapTo(String.class).list().stream()
                    .anyMatch(hash -> created.key().contains(hash)));
    assertThat(keyStored).isFalse();
    assertThat(tokens.revoke(created.token().id())).isTrue();
    assertThat(tokens.find(created.key())).isEmpty();
    assertThat(tokens.list()).hasSize(1);
  }

  @Test
  void theAuditLogIsReadBackwards() {
    AuditLog audit = new AuditLog(database);
    audit.add("anna", "upload", "1", "");
    audit.add("ben", "delete", "1", "clip.mp4");

    List<AuditEntry> entries = audit.list(Optional.empty(), 10);
    assertThat(entries).hasSize(2);
    assertThat(entries).extracting(AuditEntry::who).contains("anna", "ben");
    assertThat(audit.list(Optional.of(entries.get(0).id()), 10)).hasSize(1);
  }

  @Test
  void resumableUploadsAreRemembered() {
    UploadStore uploads = new UploadStore(database);
    ResumableUpload upload = new ResumableUpload(Ids.next(), "a.mp4", 10, "anna", null, 1, 2, null);
    uploads.add(upload);

    assertThat(uploads.find(upload.id())).contains(upload);
    assertThat(uploads.expired()).containsExactly(upload);
    uploads.became(upload.id(), "scan");
    assertThat(uploads.find(upload.id()).orElseThrow().scanId()).isEqualTo("scan");
    uploads.delete(upload.id());
    assertThat(uploads.find(upload.id())).isEmpty();
  }
}
