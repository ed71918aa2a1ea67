package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetReader;
import org.junit.jupiter.api.Test;

final class FfhqReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new FfhqReader();
  }

  @Override
  int methods() {
    return 0;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("images1024x1024/00000/00007.png"), 1);
    Pictures.write(tree.resolve("images1024x1024/60000/60002.png"), 2);
    Pictures.write(tree.resolve("images1024x1024/60000/60003.png"), 3);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("images1024x1024/60000/60002.png");
  }

  @Test
  void theFirstSixtyThousandAreForTraining() {
    assertThat(find("images1024x1024/00000/00007.png").split()).isEqualTo("train");
    assertThat(find("images1024x1024/60000/60002.png").split()).isEqualTo("val");
    assertThat(find("images1024x1024/60000/60003.png").split()).isEqualTo("test");
  }
}
