package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.junit.jupiter.api.Test;

final class Df40ReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new Df40Reader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("simswap/ff/frames/071_054/000.png"), 1);
    Pictures.write(tree.resolve("simswap/ff/frames/071_054/010.png"), 2);
    Pictures.write(tree.resolve("simswap/cdf/frames/id0_id1_0000/000.png"), 3);
    Pictures.write(tree.resolve("sadtalker/cdf/frames/id2_0005/000.png"), 4);
    Pictures.write(tree.resolve("original_sequences/youtube/c23/frames/071/000.png"), 5);
    Pictures.write(tree.resolve("Celeb-real/frames/id0_0000/000.png"), 6);
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("sadtalker/cdf/frames/id2_0005/000.png");
  }

  @Test
  void aFolderOfFramesIsARecord() {
    FaceRecord swap = find("simswap/ff/frames/071_054");
    assertThat(swap.method()).isEqualTo("simswap");
    assertThat(swap.source()).isEqualTo("ff++");
    assertThat(swap.split()).isEqualTo("test");
    assertThat(swap.identities()).containsExactly("071", "054");
    assertThat(swap.traits()).containsEntry(WorldsReader.FAMILY, "face-swap");
    FaceRecord talking = find("sadtalker/cdf/frames/id2_0005");
    assertThat(talking.source()).isEqualTo("celeb-df");
    assertThat(talking.traits()).containsEntry(WorldsReader.FAMILY, "talking-head");
    assertThat(talking.identities()).containsExactly("id2");
    assertThat(find("original_sequences/youtube/c23/frames/071").source()).isEqualTo("ff++");
    assertThat(find("Celeb-real/frames/id0_0000").source()).isEqualTo("celeb-df");
    try (RecordFrames frames = RecordFrames.open(swap, 8)) {
      assertThat(frames.next()).isPresent();
      assertThat(frames.next()).isPresent();
      assertThat(frames.next()).isEmpty();
    }
  }

  @Test
  void theRealFramesMayLieElsewhere() throws IOException {
    Path elsewhere = folder.resolve("FaceForensics++");
    Files.move(
        root.resolve("original_sequences"),
        Files.createDirectories(elsewhere).resolve("original_sequences"));
    Pictures.write(elsewhere.resolve("manipulated_sequences/X/c23/frames/1_2/0.png"), 8);
    Files.move(root.resolve("Celeb-real"), folder.resolve("Celeb-real"));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.MISSING_LIST);
    DatasetListing listing = reader().read(root, List.of(elsewhere, folder.resolve("Celeb-real")));
    assertThat(listing.problems()).isEmpty();
    assertThat(listing.records())
        .filteredOn(record -> record.label() == Label.REAL)
        .extracting(record -> record.id() + " " + record.source())
        .containsExactlyInAnyOrder(
            "FaceForensics++/original_sequences/youtube/c23/frames/071 ff++",
            "Celeb-real/frames/id0_0000 celeb-df");
  }

  @Test
  void theFolderAboveTheMethodsTellsTheSplit() throws IOException {
    Path both = folder.resolve("both");
    Pictures.write(both.resolve("DF40_train/lia/ff/frames/000_003/0.png"), 1);
    Pictures.write(both.resolve("test/lia/ff/frames/001_002/0.png"), 2);
    assertThat(reader().recognises(both)).isTrue();
    assertThat(reader().read(both).records())
        .extracting(record -> record.method() + " " + record.split())
        .containsExactlyInAnyOrder("lia train", "lia test");
  }

  @Test
  void otherFoldersOfAMethodAreSaid() throws IOException {
    Pictures.write(root.resolve("simswap/somewhere/frames/1/0.png"), 9);
    assertThat(problems()).containsExactly(DatasetProblem.Kind.UNKNOWN_FILE);
  }
}
