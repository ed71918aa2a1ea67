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

final class DfdcPreviewReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new DfdcPreviewReader();
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("original_videos/7/a.mp4"), 1);
    Clips.write(tree.resolve("original_videos/8/b.mp4"), 2);
    Clips.write(tree.resolve("method_A/7/7_A.mp4"), 3);
    Clips.write(tree.resolve("method_B/7/7_B.mp4"), 4);
    Clips.writeText(
        tree.resolve("dataset.json"),
        """
        {"original_videos/7/a.mp4": {"label":"real","set":"train","target_id":7},
         "original_videos/8/b.mp4": {"label":"real","set":"test"},
         "method_A/7/7_A.mp4": {"label":"fake","set":"train","target_id":7,"swapped_id":8},
         "method_B/7/7_B.mp4": {"label":"fake","set":"test","target_id":7,"swapped_id":8}}
        """);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("method_B/7/7_B.mp4");
  }

  @Test
  void takesLabelSetAndPeopleAsGiven() {
    FaceRecord fake = find("method_A/7/7_A.mp4");
    assertThat(fake.method()).isEqualTo("method_A");
    assertThat(fake.split()).isEqualTo("train");
    assertThat(fake.identities()).containsExactly("7", "8");
  }

  @Test
  void aLabelThatDisagreesWithItsFolderIsLeftOut() throws IOException {
    Files.writeString(
        root.resolve("dataset.json"),
        "{\"method_A/7/7_A.mp4\": {\"label\":\"real\",\"set\":\"train\"}}");
    assertThat(problems()).containsExactly(DatasetProblem.Kind.CONTRADICTION);
    assertThat(reader().read(root).records()).isEmpty();
  }
}
