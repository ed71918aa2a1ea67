package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class DeepFakeDetectionReaderTest extends DatasetReaderContract {

  private static final String FAKES = "manipulated_sequences/DeepFakeDetection/";
  private static final String FAKE = "01_02__walk_down_hall__AB12CD34.mp4";

  @Override
  DatasetReader reader() {
    return new DeepFakeDetectionReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("original_sequences/actors/c40/videos/01__walk_down_hall.mp4"), 1);
    Clips.write(tree.resolve("original_sequences/actors/c40/videos/02__kitchen_pan.mp4"), 2);
    Clips.write(tree.resolve(FAKES + "c40/videos/" + FAKE), 3);
    Clips.writeMask(tree.resolve(FAKES + "masks/videos/" + FAKE));
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve(FAKES + "c40/videos/" + FAKE);
  }

  @Test
  void pairsByTargetAndScene() {
    FaceRecord fake = find(FAKES + "c40/videos/" + FAKE);
    assertThat(fake.identities()).containsExactly("01", "02");
    assertThat(fake.original())
        .contains(root.resolve("original_sequences/actors/c40/videos/01__walk_down_hall.mp4"));
    assertThat(fake.mask()).isPresent();
    assertThat(fake.split()).isEqualTo("test");
  }
}
