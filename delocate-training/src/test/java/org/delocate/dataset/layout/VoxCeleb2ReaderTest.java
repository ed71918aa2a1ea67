package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetListing;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class VoxCeleb2ReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return PeopleReader.voxCeleb2();
  }

  @Override
  int methods() {
    return 0;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("dev/mp4/id00012/21Uxsk56VDQ/00001.mp4"), 1);
    Clips.write(tree.resolve("dev/mp4/id00012/21Uxsk56VDQ/00002.mp4"), 2);
    Clips.write(tree.resolve("test/mp4/id00017/01dfn2spqyE/00001.mp4"), 3);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("dev/mp4/id00012/21Uxsk56VDQ/00002.mp4");
  }

  @Test
  void readsPeopleWithoutFoldersOfSplits() throws IOException {
    Path bare = folder.resolve("bare");
    for (int i = 100; i < 140; i++) {
      Clips.writeText(bare.resolve("id00" + i + "/clip/00001.mp4"), "a name is enough here");
    }
    DatasetListing listing = Datasets.open("auto:" + bare);
    assertThat(listing.layout()).isEqualTo("voxceleb2");
    assertThat(listing.records()).hasSize(40);
    assertThat(listing.records()).extracting(FaceRecord::split).contains("train", "val", "test");
  }
}
