package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.MaskFile;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

public final class FaceForensicsReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new FaceForensicsReader();
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  public void writeTree(Path tree) throws IOException {
    String youtube = "original_sequences/youtube/c23/videos/";
    for (String id : List.of("071", "054", "010", "020", "030", "040")) {
      Clips.write(tree.resolve(youtube + id + ".mp4"), Integer.parseInt(id));
    }
    for (String pair : List.of("071_054", "054_071", "010_020", "020_010", "030_040", "040_030")) {
      Clips.write(
          tree.resolve("manipulated_sequences/Deepfakes/c23/videos/" + pair + ".mp4"),
          pair.hashCode());
      Clips.writeMask(
          tree.resolve("manipulated_sequences/Deepfakes/masks/videos/" + pair + ".mp4"));
      Clips.write(
          tree.resolve("manipulated_sequences/FaceShifter/c23/videos/" + pair + ".mp4"),
          pair.hashCode() + 1);
    }
    Clips.writeText(tree.resolve("splits/train.json"), "[[\"071\",\"054\"]]");
    Clips.writeText(tree.resolve("splits/val.json"), "[[\"010\",\"020\"]]");
    Clips.writeText(tree.resolve("splits/test.json"), "[[\"030\",\"040\"]]");
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("manipulated_sequences/FaceShifter/c23/videos/071_054.mp4");
  }

  @Test
  void bothOrdersOfAPairAreInItsSplit() {
    assertThat(find("manipulated_sequences/Deepfakes/c23/videos/054_071.mp4").split())
        .isEqualTo("train");
    assertThat(find("manipulated_sequences/Deepfakes/c23/videos/020_010.mp4").split())
        .isEqualTo("val");
    assertThat(find("original_sequences/youtube/c23/videos/040.mp4").split()).isEqualTo("test");
  }

  @Test
  void aFakeKnowsItsTargetItsMaskAndItsPeople() {
    FaceRecord fake = find("manipulated_sequences/Deepfakes/c23/videos/071_054.mp4");
    assertThat(fake.label()).isEqualTo(Label.FAKE);
    assertThat(fake.identities()).containsExactly("071", "054");
    assertThat(fake.compression()).contains("c23");
    assertThat(fake.original())
        .contains(root.resolve("original_sequences/youtube/c23/videos/071.mp4"));
    assertThat(fake.mask())
        .contains(
            new MaskFile(
                root.resolve("manipulated_sequences/Deepfakes/masks/videos/071_054.mp4"), 5));
    FaceRecord shifted = find("manipulated_sequences/FaceShifter/c23/videos/071_054.mp4");
    assertThat(shifted.mask()).isEmpty();
    assertThat(shifted.aligned()).isTrue();
  }

  @Test
  void aCompressedMaskIsBlackOrWhite() {
    FaceRecord fake = find("manipulated_sequences/Deepfakes/c23/videos/071_054.mp4");
    try (RecordFrames frames = RecordFrames.open(fake, 1)) {
      var mask = frames.next().flatMap(RecordFrames.Moment::mask).orElseThrow();
      assertThat(mask.sample(32, 32)).isEqualTo(255);
      assertThat(mask.sample(3, 3)).isZero();
      for (byte value : mask.gray()) {
        assertThat(value & 0xFF).isIn(0, 255);
      }
    }
  }

  @Test
  void withoutAListItsVideosAreInNoSplit() throws IOException {
    Files.delete(root.resolve("splits/val.json"));
    DatasetListing listing = reader().read(root);
    assertThat(listing.problemCounts())
        .containsEntry(DatasetProblem.Kind.MISSING_LIST, 1L)
        .containsEntry(DatasetProblem.Kind.UNLISTED, 6L);
    assertThat(find("manipulated_sequences/Deepfakes/c23/videos/010_020.mp4").split())
        .isEqualTo(FaceRecord.UNSPLIT);
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    Files.delete(root.resolve("manipulated_sequences/Deepfakes/masks/videos/071_054.mp4"));
    Files.delete(root.resolve("original_sequences/youtube/c23/videos/030.mp4"));
    assertThat(problems())
        .containsExactlyInAnyOrder(
            DatasetProblem.Kind.MISSING_MASK,
            DatasetProblem.Kind.MISSING_FILE,
            DatasetProblem.Kind.MISSING_ORIGINAL,
            DatasetProblem.Kind.MISSING_ORIGINAL);
    FaceRecord fake = find("manipulated_sequences/Deepfakes/c23/videos/030_040.mp4");
    assertThat(fake.original()).isEqualTo(Optional.empty());
  }

  @Test
  void anIdInTwoListsIsAContradiction() throws IOException {
    Clips.writeText(root.resolve("splits/test.json"), "[[\"030\",\"040\"],[\"071\",\"054\"]]");
    assertThat(problems())
        .containsExactly(DatasetProblem.Kind.CONTRADICTION, DatasetProblem.Kind.CONTRADICTION);
    assertThat(find("original_sequences/youtube/c23/videos/071.mp4").split()).isEqualTo("train");
  }
}
