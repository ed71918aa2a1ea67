package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.junit.jupiter.api.Test;

/** The example does what every reader must do. */
final class GalleryReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new GalleryReader();
  }

  @Override
  boolean registered() {
    return false;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("gallery/ada/real-1.png"), 1);
    Pictures.write(tree.resolve("gallery/ada/fake-1.png"), 2);
    Pictures.write(tree.resolve("gallery/eve/real-1.png"), 3);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("gallery/eve/real-1.png");
  }

  @Test
  void aPersonIsInOneSplit() {
    assertThat(find("gallery/ada/fake-1.png").split())
        .isEqualTo(find("gallery/ada/real-1.png").split());
  }

  @Test
  void whatIsNeitherRealNorFakeIsNamed() throws IOException {
    Pictures.write(root.resolve("gallery/eve/portrait.png"), 4);
    assertThat(problems()).containsExactly(DatasetProblem.Kind.UNKNOWN_FILE);
  }
}
