package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class WildDeepfakeReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new WildDeepfakeReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.writeArchive(
        tree.resolve("real_train/0.tar.gz"),
        Map.of("0/real/5/9.png", 1L, "0/real/5/10.png", 2L, "0/real/6/1.png", 3L));
    Clips.writeArchive(tree.resolve("fake_train/1.tar"), Map.of("1/fake/2/1.png", 4L));
    Clips.writeArchive(tree.resolve("fake_test/3.tar"), Map.of("3/fake/0/1.png", 5L));
    Pictures.write(tree.resolve("real_test/8/real/0/1.png"), 6);
    Pictures.write(tree.resolve("real_test/8/real/0/2.png"), 7);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("fake_test/3.tar");
  }

  @Test
  void theFolderAtTheTopTellsLabelAndSplit() {
    assertThat(reader().read(root).records())
        .extracting(record -> record.id() + " " + record.label() + " " + record.split())
        .containsExactlyInAnyOrder(
            "real_train/0.tar.gz!0/real/5/ REAL train",
            "real_train/0.tar.gz!0/real/6/ REAL train",
            "fake_train/1.tar!1/fake/2/ FAKE train",
            "fake_test/3.tar!3/fake/0/ FAKE test",
            "real_test/8/real/0 REAL test");
  }

  @Test
  void framesComeInTheOrderOfTheirNumbers() {
    FaceRecord record = find("real_train/0.tar.gz!0/real/5/");
    try (RecordFrames frames = RecordFrames.open(record, 8)) {
      assertThat(frames.next().map(RecordFrames.Moment::image)).contains(Pictures.textured(32, 1));
      assertThat(frames.next().map(RecordFrames.Moment::image)).contains(Pictures.textured(32, 2));
      assertThat(frames.next()).isEqualTo(Optional.empty());
    }
  }

  @Test
  void folderNamesThatDisagreeAreLeftOut() throws IOException {
    Clips.writeArchive(root.resolve("fake_train/9.tar"), Map.of("9/real/2/1.png", 4L));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.CONTRADICTION);
    assertThat(reader().read(root).records()).hasSize(5);
  }

  @Test
  void aTornArchiveIsNamed() throws IOException {
    Path archive = root.resolve("real_train/0.tar.gz");
    Files.write(archive, java.util.Arrays.copyOf(Files.readAllBytes(archive), 900));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.BAD_VALUE);
    assertThat(reader().read(root).records()).hasSize(3);
  }
}
