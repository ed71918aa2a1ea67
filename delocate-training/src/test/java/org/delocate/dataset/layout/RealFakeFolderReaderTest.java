package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.MaskFile;
import org.junit.jupiter.api.Test;

final class RealFakeFolderReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new RealFakeFolderReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("real/a.png"), 1);
    Pictures.write(tree.resolve("real/deep/er/b.JPG"), 2);
    Pictures.write(tree.resolve("fake/swap/a.png"), 3);
    Pictures.write(tree.resolve("fake/swap/real/c.png"), 4);
    Pictures.write(tree.resolve("fake/lips/a.jpg"), 5);
    Pictures.write(tree.resolve("masks/swap/a.png"), 6);
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("fake/lips/a.jpg");
  }

  @Test
  void methodsAreFoldersAndMasksGoByName() {
    DatasetListing listing = reader().read(root);
    assertThat(listing.records()).extracting(FaceRecord::split).containsOnly("train");
    assertThat(listing.records())
        .filteredOn(record -> record.mask().isPresent())
        .singleElement()
        .satisfies(
            fake -> {
              assertThat(fake.id()).isEqualTo("fake/swap/a.png");
              assertThat(fake.method()).isEqualTo("swap");
              assertThat(fake.mask()).contains(MaskFile.soft(root.resolve("masks/swap/a.png")));
            });
  }

  @Test
  void readsSplitsFromTheFoldersAbove() throws IOException {
    Path split = folder.resolve("split");
    Pictures.write(split.resolve("train/real/a.png"), 1);
    Pictures.write(split.resolve("val/fake/swap/a.png"), 2);
    Pictures.write(split.resolve("test/fake/b.png"), 3);
    DatasetListing listing = Datasets.open("auto:" + split);
    assertThat(listing.records())
        .extracting(record -> record.split() + " " + record.label() + " " + record.method())
        .containsExactly("train REAL camera", "val FAKE swap", "test FAKE unknown");
  }

  @Test
  void namesSayNothingAndAppleDoublesAreCounted() throws IOException {
    Path tree = folder.resolve("unnamed.2026");
    Pictures.write(tree.resolve("real/a.png"), 1);
    Pictures.write(tree.resolve("fake/swap.v1/b.png"), 2);
    Files.move(tree.resolve("fake/swap.v1/b.png"), tree.resolve("fake/swap.v1/IMG_0002"));
    Files.writeString(tree.resolve("fake/swap.v1/._IMG_0002"), "resource fork");

    DatasetListing listing = reader().read(tree);

    assertThat(listing.records())
        .extracting(FaceRecord::id)
        .containsExactlyInAnyOrder("real/a.png", "fake/swap.v1/IMG_0002");
    assertThat(listing.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).isEqualTo("fake");
              assertThat(problem.message()).startsWith("1 AppleDouble (._*)");
            });
  }

  @Test
  void strangeFilesAndOrphanMasksAreNamed() throws IOException {
    Files.writeString(root.resolve("real/notes.txt"), "not a face");
    Files.writeString(root.resolve("real/.hidden"), "");
    Pictures.write(root.resolve("masks/swap/nobody.png"), 9);
    assertThat(reader().read(root).problems())
        .extracting(DatasetProblem::kind, DatasetProblem::where)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(DatasetProblem.Kind.UNKNOWN_FILE, "real/notes.txt"),
            org.assertj.core.groups.Tuple.tuple(
                DatasetProblem.Kind.ORPHAN_MASK, "masks/swap/nobody.png"));
  }
}
