package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class DeeperForensicsReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new DeeperForensicsReader();
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    for (String kind : List.of("end_to_end", "end_to_end_level_3", "reenact_postprocess")) {
      for (String name : List.of("000_M101", "001_W004", "002_M102")) {
        Clips.write(
            tree.resolve("manipulated_videos/" + kind + "/" + name + ".mp4"),
            (kind + name).hashCode());
      }
    }
    Clips.write(tree.resolve("source_videos/M101/happy.mp4"), 77);
    Clips.writeText(tree.resolve("lists/splits/train.txt"), "000_M101.mp4\n");
    Clips.writeText(tree.resolve("lists/splits/val.txt"), "001_W004.mp4\n");
    Clips.writeText(tree.resolve("lists/splits/test.txt"), "002_M102.mp4\n");
    writeOriginals(tree.resolveSibling("FaceForensics++"));
  }

  private static void writeOriginals(Path ffpp) throws IOException {
    for (int id = 0; id < 3; id++) {
      Clips.write(ffpp.resolve("original_sequences/youtube/c23/videos/00" + id + ".mp4"), 100 + id);
    }
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("manipulated_videos/end_to_end_level_3/000_M101.mp4");
  }

  @Test
  void theRealClassIsThatOfFaceForensics() {
    DatasetListing listing = reader().read(root);
    assertThat(listing.records())
        .filteredOn(record -> record.label() == Label.REAL)
        .extracting(record -> record.id() + " " + record.split())
        .containsExactly(
            "original_sequences/youtube/c23/videos/000.mp4 train",
            "original_sequences/youtube/c23/videos/001.mp4 val",
            "original_sequences/youtube/c23/videos/002.mp4 test");
    assertThat(listing.notes()).anyMatch(note -> note.contains("FaceForensics++"));
  }

  @Test
  void distortionsAreNotMethods() {
    FaceRecord fake = find("manipulated_videos/end_to_end_level_3/001_W004.mp4");
    assertThat(fake.method()).isEqualTo("end_to_end");
    assertThat(fake.compression()).contains("level_3");
    assertThat(fake.split()).isEqualTo("val");
    assertThat(fake.identities()).containsExactly("001", "W004");
  }

  @Test
  void aSecondPathHoldsTheRealVideos() throws IOException {
    Path elsewhere = folder.resolve("elsewhere/ff");
    writeOriginals(elsewhere);
    DatasetListing listing =
        Datasets.open("deeperforensics:" + root + File.pathSeparator + elsewhere);
    assertThat(listing.problems()).isEmpty();
    assertThat(listing.records())
        .filteredOn(record -> record.label() == Label.REAL)
        .allMatch(record -> record.path().startsWith(elsewhere));
    assertThatThrownBy(() -> Datasets.open("folder:" + root + File.pathSeparator + elsewhere))
        .isInstanceOf(DatasetException.class);
  }

  @Test
  void saysWhatIsMissingWithoutThem() throws IOException {
    Files.move(root.resolveSibling("FaceForensics++"), folder.resolve("hidden away"));
    DatasetListing listing = reader().read(root);
    assertThat(listing.records()).hasSize(9).allMatch(record -> record.label() == Label.FAKE);
    assertThat(listing.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(DatasetProblem.Kind.MISSING_LIST);
              assertThat(problem.message()).contains("FaceForensics++ at c23");
            });
  }
}
