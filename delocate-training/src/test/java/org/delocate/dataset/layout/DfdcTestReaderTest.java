package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class DfdcTestReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new DfdcTestReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("videos/a.mp4"), 1);
    Clips.write(tree.resolve("videos/b.mp4"), 2);
    Clips.write(tree.resolve("videos/c.mp4"), 3);
    Clips.writeText(tree.resolve("labels.csv"), "filename,label\na.mp4,0\nb.mp4,0\nc.mp4,1\n");
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("videos/c.mp4");
  }

  @Test
  void oneMeansFake() {
    assertThat(find("videos/a.mp4").label()).isEqualTo(Label.REAL);
    assertThat(find("videos/c.mp4").label()).isEqualTo(Label.FAKE);
    assertThat(find("videos/c.mp4").split()).isEqualTo("test");
  }

  @Test
  void readsTheLabelsOfMetadataAsWell() throws IOException {
    Files.delete(root.resolve("labels.csv"));
    Files.writeString(
        root.resolve("metadata.json"), "{\"a.mp4\":{\"is_fake\":1},\"b.mp4\":{\"is_fake\":0}}");
    assertThat(reader().recognises(root)).isTrue();
    assertThat(new DfdcReader().recognises(root)).isFalse();
    assertThat(find("videos/a.mp4").label()).isEqualTo(Label.FAKE);
    assertThat(problems()).containsExactly(DatasetProblem.Kind.UNLISTED);
  }

  @Test
  void otherLabelsAndLostFilesAreCounted() throws IOException {
    Files.writeString(
        root.resolve("labels.csv"), "filename,label\na.mp4,FAKE\nb.mp4,0\nc.mp4,1\nlost.mp4,1\n");
    assertThat(problems())
        .containsExactly(DatasetProblem.Kind.UNKNOWN_LABEL, DatasetProblem.Kind.MISSING_FILE);
  }
}
