package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetReader;
import org.junit.jupiter.api.Test;

final class VggFace2ReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return PeopleReader.vggFace2();
  }

  @Override
  int methods() {
    return 0;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("train/n000002/0001_01.jpg"), 1);
    Pictures.write(tree.resolve("train/n000002/0002_01.jpg"), 2);
    Pictures.write(tree.resolve("test/n000001/0001_01.jpg"), 3);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("train/n000002/0002_01.jpg");
  }

  @Test
  void theTestPeopleAreThoseOfTheAuthors() {
    assertThat(find("test/n000001/0001_01.jpg").split()).isEqualTo("test");
    assertThat(find("train/n000002/0001_01.jpg").split()).isIn("train", "val");
    assertThat(find("train/n000002/0001_01.jpg").identities()).containsExactly("n000002");
  }
}
