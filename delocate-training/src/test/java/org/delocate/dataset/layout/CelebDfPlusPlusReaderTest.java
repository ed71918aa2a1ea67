package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class CelebDfPlusPlusReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new CelebDfPlusPlusReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("Celeb-real/id0_0000.mp4"), 1);
    Clips.write(tree.resolve("Celeb-real/id1_0001.mp4"), 2);
    Clips.write(tree.resolve("YouTube-real/00000.mp4"), 3);
    Clips.write(tree.resolve("Celeb-synthesis/FaceSwap/SimSwap/id0_id1_0000.mp4"), 4);
    Clips.write(tree.resolve("Celeb-synthesis/FaceReenact/LivePortrait/id1_id0_0001.mp4"), 5);
    Clips.write(tree.resolve("Celeb-synthesis/TalkingFace/EchoMimic/id1_00003.mp4"), 6);
    Clips.writeText(
        tree.resolve("List_of_testing_videos.txt"),
        """
        1 YouTube-real/00000.mp4
        0 Celeb-synthesis/FaceSwap/SimSwap/id0_id1_0000.mp4
        Celeb-synthesis/TalkingFace/EchoMimic/videos/id1_00003.mp4
        """);
  }

  @Override
  int methods() {
    return 3;
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("Celeb-synthesis/FaceReenact/LivePortrait/id1_id0_0001.mp4");
  }

  @Test
  void theFoldersTellFamilyAndMethod() {
    FaceRecord swap = find("Celeb-synthesis/FaceSwap/SimSwap/id0_id1_0000.mp4");
    assertThat(swap.method()).isEqualTo("SimSwap");
    assertThat(swap.traits()).containsEntry(WorldsReader.FAMILY, "face-swap");
    assertThat(swap.split()).isEqualTo("test");
    assertThat(swap.identities()).containsExactly("id0", "id1");
    assertThat(swap.aligned()).isTrue();
    assertThat(swap.original()).contains(root.resolve("Celeb-real/id0_0000.mp4"));
    FaceRecord reenacted = find("Celeb-synthesis/FaceReenact/LivePortrait/id1_id0_0001.mp4");
    assertThat(reenacted.traits()).containsEntry(WorldsReader.FAMILY, "reenactment");
    assertThat(reenacted.split()).isEqualTo("train");
    assertThat(reenacted.aligned()).isFalse();
    assertThat(reenacted.original()).contains(root.resolve("Celeb-real/id1_0001.mp4"));
    FaceRecord talking = find("Celeb-synthesis/TalkingFace/EchoMimic/id1_00003.mp4");
    assertThat(talking.traits()).containsEntry(WorldsReader.FAMILY, "talking-head");
    assertThat(talking.split()).isEqualTo("test");
    assertThat(find("YouTube-real/00000.mp4").split()).isEqualTo("test");
    assertThat(find("Celeb-real/id0_0000.mp4").split()).isEqualTo("train");
  }

  @Test
  void withoutAListNothingIsTrainedOn() throws IOException {
    Files.delete(root.resolve("List_of_testing_videos.txt"));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.MISSING_LIST);
    assertThat(reader().read(root).records())
        .extracting(FaceRecord::split)
        .containsOnly(FaceRecord.UNSPLIT);
  }

  @Test
  void whatIsListedAndNotThereIsSaid() throws IOException {
    Files.writeString(
        root.resolve("List_of_testing_videos.txt"), "0 Celeb-synthesis/FaceSwap/X/id9_id8_1.mp4\n");
    Files.createDirectories(root.resolve("Celeb-synthesis/Voices"));
    assertThat(problems())
        .containsExactly(DatasetProblem.Kind.UNKNOWN_FILE, DatasetProblem.Kind.MISSING_FILE);
  }
}
