package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every reader of a dataset must do, on a small tree of real files. */
abstract class DatasetReaderContract {

  @TempDir Path folder;
  Path root;

  /** The reader under test. */
  abstract DatasetReader reader();

  /** Writes a whole and correct tree of the layout, with at least two real records. */
  abstract void writeTree(Path tree) throws IOException;

  /** Takes one file of one record out of the tree; no other record refers to it. */
  abstract Path someRecord(Path tree);

  /** How many methods the fakes of the tree have; 0 for datasets of real people. */
  int methods() {
    return 1;
  }

  /** What the records' splits may be. */
  Set<String> splits() {
    return Set.of("train", "val", "test");
  }

  /** Whether it is in the list of {@link Datasets}; the example of the documents is not. */
  boolean registered() {
    return true;
  }

  @BeforeEach
  void tree() throws IOException {
    // A name that searches for words in paths stumble over.
    root = folder.resolve("fake real masks train/data");
    Files.createDirectories(root);
    writeTree(root);
  }

  @Test
  void recognisesItsTreeAndNoOther() throws IOException {
    assertThat(reader().recognises(root)).isTrue();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "nothing to see");
    assertThat(reader().recognises(other)).isFalse();
    assertThat(reader().recognises(folder.resolve("missing"))).isFalse();
  }

  @Test
  void readsTheWholeTreeWithoutProblems() {
    DatasetListing listing = reader().read(root);
    assertThat(listing.problems()).isEmpty();
    assertThat(listing.layout()).isEqualTo(reader().layout());
    assertThat(listing.records()).filteredOn(r -> r.label() == Label.REAL).hasSizeGreaterThan(1);
    assertThat(listing.records())
        .allSatisfy(
            record ->
                assertThat(record.method().equals(FaceRecord.CAMERA))
                    .isEqualTo(record.label() == Label.REAL));
    Set<String> methods =
        listing.records().stream()
            .filter(record -> record.label() == Label.FAKE)
            .map(FaceRecord::method)
            .collect(Collectors.toSet());
    assertThat(methods).hasSize(methods()).doesNotContain("");
  }

  @Test
  void everyRecordCanBeDecodedAndHasAnIdOfItsOwn() {
    DatasetListing listing = reader().read(root);
    assertThat(listing.records()).extracting(FaceRecord::id).doesNotHaveDuplicates();
    for (FaceRecord record : listing.records()) {
      assertThat(record.split()).isIn(splits());
      assertThat(record.dataset()).isEqualTo(reader().layout());
      assertThat(Path.of(record.id())).isRelative();
      try (RecordFrames frames = RecordFrames.open(record, 3)) {
        Optional<RecordFrames.Moment> moment = frames.next();
        assertThat(moment).as(record.id()).isPresent();
        assertThat(moment.get().image().width()).isGreaterThan(1);
        assertThat(moment.get().original().isPresent()).isEqualTo(record.aligned());
        assertThat(moment.get().mask().isPresent()).isEqualTo(record.hasMask());
      }
    }
  }

  @Test
  void twoReadsAreEqual() {
    assertThat(reader().read(root)).isEqualTo(reader().read(root));
  }

  @Test
  void isFoundByNameAndByRecognition() {
    assumeTrue(registered());
    DatasetListing named = Datasets.open(reader().layout() + ":" + root);
    DatasetListing recognised = Datasets.open("auto:" + root);
    assertThat(named.records()).isEqualTo(reader().read(root).records());
    assertThat(recognised.layout()).isEqualTo(reader().layout());
  }

  @Test
  void aLostFileIsOneRecordLessAndNotAnException() throws IOException {
    int before = reader().read(root).records().size();
    Path lost = someRecord(root);
    Files.delete(lost);
    DatasetListing after = reader().read(root);
    assertThat(after.records()).hasSize(before - 1);
    assertThat(after.records()).noneMatch(record -> record.path().equals(lost));
  }

  FaceRecord find(String id) {
    return reader().read(root).records().stream()
        .filter(record -> record.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no record " + id));
  }

  List<DatasetProblem.Kind> problems() {
    return reader().read(root).problems().stream().map(DatasetProblem::kind).toList();
  }
}
