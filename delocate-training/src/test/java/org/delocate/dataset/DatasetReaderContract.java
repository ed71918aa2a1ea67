package org.delocate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.delocate.media.ImageFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every reader of a picture dataset must do, on a small tree of real files. */
abstract class DatasetReaderContract {

  @TempDir Path folder;
  Path root;

  /** The reader under test. */
  abstract DatasetReader reader();

  /**
   * Writes a whole and correct tree of the layout, with at least two real records and two fakes of
   * different methods.
   */
  abstract void writeTree(Path tree) throws IOException;

  /** Takes one picture out of the tree, so that a record or a reference loses its file. */
  abstract Path someFake(Path tree);

  @BeforeEach
  void tree() throws IOException {
    root = folder.resolve("fake real masks train");
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
    Set<String> methods =
        listing.records().stream()
            .filter(record -> record.label() == Label.FAKE)
            .map(FaceRecord::method)
            .collect(Collectors.toSet());
    assertThat(methods).hasSizeGreaterThan(1).doesNotContain("camera", "");
  }

  @Test
  void everyRecordCanBeDecodedAndHasAnIdOfItsOwn() {
    DatasetListing listing = reader().read(root);
    assertThat(listing.records()).extracting(FaceRecord::id).doesNotHaveDuplicates();
    for (FaceRecord record : listing.records()) {
      assertThat(ImageFiles.read(record.path()).width()).isGreaterThan(1);
      record.original().ifPresent(path -> assertThat(ImageFiles.read(path)).isNotNull());
      record.mask().ifPresent(path -> assertThat(ImageFiles.readGray(path)).isNotNull());
      assertThat(record.split()).isIn("train", "val", "test");
      assertThat(Path.of(record.id())).isRelative();
    }
  }

  @Test
  void twoReadsAreEqual() {
    assertThat(reader().read(root)).isEqualTo(reader().read(root));
  }

  @Test
  void isFoundByNameAndByRecognition() {
    DatasetListing named = Datasets.open(reader().layout() + ":" + root);
    DatasetListing recognised = Datasets.open("auto:" + root);
    assertThat(named.records()).isEqualTo(reader().read(root).records());
    assertThat(recognised.layout()).isEqualTo(reader().layout());
  }

  @Test
  void aLostFileIsOneRecordLessAndNotAnException() throws IOException {
    int before = reader().read(root).records().size();
    Path lost = someFake(root);
    Files.delete(lost);
    DatasetListing after = reader().read(root);
    assertThat(after.records()).hasSize(before - 1);
    assertThat(after.records()).noneMatch(record -> record.path().equals(lost));
  }
}
