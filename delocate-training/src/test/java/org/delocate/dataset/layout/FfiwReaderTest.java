package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.MaskFile;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class FfiwReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new FfiwReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    for (String name : new String[] {"train/0001.mp4", "val/0002.mp4"}) {
      Clips.write(tree.resolve("source/" + name), name.hashCode());
      Clips.write(tree.resolve("target/" + name), name.hashCode() + 1);
      Clips.writeMask(tree.resolve("target_mask/" + name));
    }
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("source/val/0002.mp4");
  }

  @Test
  void sourceIsRealAndTargetIsFake() {
    FaceRecord fake = find("target/train/0001.mp4");
    assertThat(fake.label()).isEqualTo(Label.FAKE);
    assertThat(fake.mask()).contains(MaskFile.notBlack(root.resolve("target_mask/train/0001.mp4")));
    assertThat(fake.original()).contains(root.resolve("source/train/0001.mp4"));
    assertThat(find("source/val/0002.mp4").split()).isEqualTo("val");
  }

  @Test
  void missingMasksAndOrphansAreNamed() throws IOException {
    Files.move(root.resolve("target_mask/val/0002.mp4"), root.resolve("target_mask/val/9.mp4"));
    Clips.writeMask(root.resolve("target_mask/val/8.mp4"));
    assertThat(problems())
        .containsExactly(
            DatasetProblem.Kind.MISSING_MASK,
            DatasetProblem.Kind.ORPHAN_MASK,
            DatasetProblem.Kind.ORPHAN_MASK);
  }
}
