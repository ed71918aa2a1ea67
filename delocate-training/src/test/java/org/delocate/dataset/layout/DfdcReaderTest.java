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

final class DfdcReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new DfdcReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    // With and without a leading zero, as the downloads are named.
    for (String part : new String[] {"dfdc_train_part_00", "dfdc_train_part_41"}) {
      Clips.write(tree.resolve(part + "/real" + part.charAt(17) + ".mp4"), 1);
      Clips.write(tree.resolve(part + "/fake" + part.charAt(17) + ".mp4"), 2);
      Clips.writeText(
          tree.resolve(part + "/metadata.json"),
          """
          {"fakeN.mp4": {"label":"FAKE","split":"train","original":"realN.mp4"},
           "realN.mp4": {"label":"REAL","split":"train","original":null}}
          """
              .replace('N', part.charAt(17)));
    }
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("dfdc_train_part_00/fake0.mp4");
  }

  @Test
  void splitsByPart() {
    assertThat(find("dfdc_train_part_00/fake0.mp4").split()).isEqualTo("train");
    assertThat(find("dfdc_train_part_41/real1.mp4").split()).isEqualTo("test");
  }

  @Test
  void aFakeLiesOverItsOriginal() {
    FaceRecord fake = find("dfdc_train_part_00/fake0.mp4");
    assertThat(fake.aligned()).isTrue();
    assertThat(fake.original()).contains(root.resolve("dfdc_train_part_00/real0.mp4"));
    assertThat(find("dfdc_train_part_00/real0.mp4").label()).isEqualTo(Label.REAL);
  }

  @Test
  void readsOnePartAlone() {
    DatasetListing listing = Datasets.open("auto:" + root.resolve("dfdc_train_part_41"));
    assertThat(listing.layout()).isEqualTo("dfdc");
    assertThat(listing.records()).hasSize(2).allMatch(record -> record.split().equals("test"));
  }

  @Test
  void countsEveryFault() throws IOException {
    Path part = root.resolve("dfdc_train_part_00");
    Clips.write(part.resolve("extra.mp4"), 9);
    Clips.write(part.resolve("odd.mp4"), 10);
    Clips.write(part.resolve("torn.mp4"), 11);
    Files.writeString(
        part.resolve("metadata.json"),
        """
        {"fake0.mp4": {"label":"FAKE","original":"gone.mp4"},
         "real0.mp4": {"label":"REAL","original":"fake0.mp4"},
         "odd.mp4": {"label":"MAYBE"},
         "lost.mp4": {"label":"REAL"}}
        """);
    Files.delete(root.resolve("dfdc_train_part_41/metadata.json"));
    assertThat(problems())
        .containsExactly(
            DatasetProblem.Kind.MISSING_ORIGINAL,
            DatasetProblem.Kind.MISSING_FILE,
            DatasetProblem.Kind.UNKNOWN_LABEL,
            DatasetProblem.Kind.CONTRADICTION,
            DatasetProblem.Kind.UNLISTED,
            DatasetProblem.Kind.UNLISTED,
            DatasetProblem.Kind.MISSING_LIST);
    assertThat(reader().read(root).records()).hasSize(2);
  }
}
