package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

public final class CelebDfReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new CelebDfReader();
  }

  @Override
  public void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("Celeb-real/id0_0001.mp4"), 1);
    Clips.write(tree.resolve("Celeb-real/id1_0000.mp4"), 2);
    // Both variations that copies are known to have.
    Clips.write(tree.resolve("Youtube-real/videos/00003.mp4"), 3);
    Clips.write(tree.resolve("Celeb-synthesis/id0_id1_0001.mp4"), 4);
    Clips.write(tree.resolve("Celeb-synthesis/id1_id0_0000.mp4"), 5);
    Clips.writeText(
        tree.resolve("List_of_testing_videos.txt"),
        "1 YouTube-real/00003.mp4\n0 Celeb-synthesis/id0_id1_0001.mp4\n");
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("Celeb-synthesis/id1_id0_0000.mp4");
  }

  @Test
  void oneMeansRealAndTheRestIsTraining() {
    assertThat(find("Youtube-real/videos/00003.mp4"))
        .satisfies(
            real -> {
              assertThat(real.label()).isEqualTo(Label.REAL);
              assertThat(real.split()).isEqualTo("test");
            });
    assertThat(find("Celeb-synthesis/id0_id1_0001.mp4"))
        .satisfies(
            fake -> {
              assertThat(fake.label()).isEqualTo(Label.FAKE);
              assertThat(fake.split()).isEqualTo("test");
              assertThat(fake.identities()).containsExactly("id0", "id1");
              assertThat(fake.original()).contains(root.resolve("Celeb-real/id0_0001.mp4"));
            });
    assertThat(find("Celeb-real/id1_0000.mp4").split()).isEqualTo("train");
  }

  @Test
  void aLabelThatDisagreesWithItsFolderIsLeftOut() throws IOException {
    Files.writeString(
        root.resolve("List_of_testing_videos.txt"), "1 Celeb-synthesis/id0_id1_0001.mp4\n");
    DatasetListing listing = reader().read(root);
    assertThat(problems()).containsExactly(DatasetProblem.Kind.CONTRADICTION);
    assertThat(listing.records()).hasSize(4);
  }

  @Test
  void aListedVideoThatIsNotThereIsNamed() throws IOException {
    Files.delete(root.resolve("Youtube-real/videos/00003.mp4"));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.MISSING_FILE);
  }

  @Test
  void withoutTheListThereAreNoSplits() throws IOException {
    Files.delete(root.resolve("List_of_testing_videos.txt"));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.MISSING_LIST);
    assertThat(reader().read(root).records())
        .extracting(FaceRecord::split)
        .containsOnly(FaceRecord.UNSPLIT);
  }
}
