package org.delocate.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.layout.CelebDfReaderTest;
import org.delocate.dataset.layout.FaceForensicsReaderTest;
import org.delocate.dataset.layout.Pictures;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetCheckTest {

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void celebrities() throws IOException {
    root = folder.resolve("ff");
    new FaceForensicsReaderTest().writeTree(root);
  }

  @Test
  void countsBySplitLabelMethodAndCompression() {
    DatasetReport report = check(false);
    assertThat(report.isFaulty()).isFalse();
    assertThat(report.isDoubtful()).isFalse();
    assertThat(report.contents().records()).isEqualTo(18);
    assertThat(report.contents().groups())
        .contains(
            new DatasetReport.Group("train", "real", "camera", "c23", 2, 0, 0),
            new DatasetReport.Group("val", "fake", "Deepfakes", "c23", 2, 2, 0),
            new DatasetReport.Group("test", "fake", "FaceShifter", "c23", 2, 0, 2));
    assertThat(report.lines()).anyMatch(line -> line.contains("all is well"));
  }

  @Test
  void namesUnreadableFilesAndMasksOfAnotherLength() throws IOException {
    Path broken = root.resolve("manipulated_sequences/Deepfakes/c23/videos/071_054.mp4");
    Files.write(broken, java.util.Arrays.copyOf(Files.readAllBytes(broken), 40));
    Clips.write(
        root.resolve("manipulated_sequences/Deepfakes/masks/videos/010_020.mp4"),
        Pictures.textured(64, 1),
        2);
    DatasetReport report = check(false);
    assertThat(report.findings().unreadable())
        .containsOnlyKeys("manipulated_sequences/Deepfakes/c23/videos/071_054.mp4");
    assertThat(report.findings().maskLengths())
        .containsEntry(
            "manipulated_sequences/Deepfakes/c23/videos/010_020.mp4",
            "3 frames, and 2 of the mask");
    assertThat(report.isFaulty()).isTrue();
    assertThat(check(true).isFaulty()).isFalse();
  }

  @Test
  void reportsPeopleInTwoSplits() throws IOException {
    Path celeb = folder.resolve("celeb");
    new CelebDfReaderTest().writeTree(celeb);
    DatasetReport report = DatasetCheck.run("auto:" + celeb, true, 1, (done, total) -> {});
    assertThat(report.findings().sharedIdentities())
        .containsEntry("id0", List.of("test", "train"))
        .containsEntry("id1", List.of("test", "train"));
    assertThat(report.isFaulty()).isFalse();
    assertThat(report.isDoubtful()).isTrue();
  }

  private DatasetReport check(boolean quick) {
    return DatasetCheck.run("ffpp:" + root, quick, 2, (done, total) -> {});
  }
}
