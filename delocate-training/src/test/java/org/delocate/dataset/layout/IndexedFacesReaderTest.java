package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.junit.jupiter.api.Test;

final class IndexedFacesReaderTest extends DatasetReaderContract {

  private static final String HEADER = "path,label,method,original,alignment,split,source\n";

  @Override
  DatasetReader reader() {
    return new IndexedFacesReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("faces/a/real/one.png"), 1);
    Pictures.write(tree.resolve("faces/a/real/two, or three.jpg"), 2);
    Pictures.write(tree.resolve("faces/a/fake/one.png"), 3);
    Pictures.write(tree.resolve("faces/a/fake/two.png"), 4);
    Files.writeString(
        tree.resolve("faces/index.csv"),
        "\uFEFF"
            + HEADER
            + "faces/a/real/one.png,real,camera,,,train,a\r\n"
            + "\"faces/a/real/two, or three.jpg\",real,camera,,,val,a\n\n"
            + "faces/a/fake/one.png,fake,swap,faces/a/real/one.png,aligned,train,a\n"
            + "faces/a/fake/two.png,Fake,gan,,,test,a\n");
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("faces/a/fake/two.png");
  }

  @Test
  void takesEachFieldFromItsColumn() {
    FaceRecord fake =
        reader().read(root).records().stream()
            .filter(record -> record.method().equals("swap"))
            .findFirst()
            .orElseThrow();
    assertThat(fake.label()).isEqualTo(Label.FAKE);
    assertThat(fake.id()).isEqualTo("faces/a/fake/one.png");
    assertThat(fake.split()).isEqualTo("train");
    assertThat(fake.source()).isEqualTo("a");
    assertThat(fake.aligned()).isTrue();
    assertThat(fake.original()).contains(root.toAbsolutePath().resolve("faces/a/real/one.png"));
  }

  @Test
  void opensTheIndexItsFolderAndTheFolderAbove() {
    int records = reader().read(root).records().size();
    assertThat(reader().read(root.resolve("faces")).records()).hasSize(records);
    assertThat(reader().read(root.resolve("faces/index.csv")).records()).hasSize(records);
  }

  @Test
  void countsEachFaultyLineAndKeepsTheRest() throws IOException {
    Files.writeString(
        root.resolve("faces/index.csv"),
        """
        faces/a/real/lost.png,real,camera,,,train,a
        faces/a/real/one.png,genuine,camera,,,train,a
        faces/a/real/one.png,real
        faces/a/real/one.png,real,camera,,,train,a
        ,real,camera,,,train,a
        """,
        StandardOpenOption.APPEND);
    DatasetListing listing = reader().read(root);
    assertThat(listing.records()).hasSize(4);
    assertThat(listing.problems())
        .extracting(DatasetProblem::kind)
        .containsExactly(
            DatasetProblem.Kind.MISSING_FILE,
            DatasetProblem.Kind.UNKNOWN_LABEL,
            DatasetProblem.Kind.WRONG_COLUMNS,
            DatasetProblem.Kind.DUPLICATE,
            DatasetProblem.Kind.BAD_VALUE);
    assertThat(listing.problems().get(1).where()).isEqualTo("index.csv:8");
    assertThat(listing.problems().get(1).message()).contains("genuine");
  }

  @Test
  void aLostOriginalLeavesTheFakeWithoutOne() throws IOException {
    Files.delete(root.resolve("faces/a/real/one.png"));
    DatasetListing listing = reader().read(root);
    assertThat(listing.records())
        .filteredOn(record -> record.method().equals("swap"))
        .singleElement()
        .satisfies(
            fake -> {
              assertThat(fake.original()).isEmpty();
              assertThat(fake.aligned()).isFalse();
            });
    assertThat(listing.problemCounts()).containsKey(DatasetProblem.Kind.MISSING_ORIGINAL);
  }

  @Test
  void missingColumnsAreNamed() throws IOException {
    Files.writeString(root.resolve("faces/index.csv"), "path,label,split\nx,real,train\n");
    assertThatThrownBy(() -> reader().read(root))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> assertThat(e.reason()).isEqualTo(DatasetException.Reason.WRONG_LAYOUT))
        .hasMessageContaining("method, original, alignment, source");
  }

  @Test
  void anIndexOfNothingButFaultsIsAnErrorThatSaysWhy() throws IOException {
    Files.writeString(root.resolve("faces/index.csv"), HEADER + "lost.png,real,camera,,,train,a\n");
    assertThatThrownBy(() -> Datasets.open("faces:" + root))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> assertThat(e.reason()).isEqualTo(DatasetException.Reason.EMPTY))
        .hasMessageContaining("lost.png");
  }

  @Test
  void aQuoteThatIsNeverClosedIsUnreadable() throws IOException {
    Files.writeString(root.resolve("faces/index.csv"), HEADER + "\"a,real\n");
    assertThatThrownBy(() -> reader().read(root))
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> assertThat(e.reason()).isEqualTo(DatasetException.Reason.UNREADABLE));
  }
}
