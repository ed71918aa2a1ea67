package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.junit.jupiter.api.Test;

final class YouTubeFacesReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new YouTubeFacesReader();
  }

  @Override
  int methods() {
    return 0;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("frame_images_DB/Aaron_Eckhart/0/0.555.jpg"), 1);
    Pictures.write(tree.resolve("frame_images_DB/Aaron_Eckhart/1/1.9.jpg"), 2);
    Pictures.write(tree.resolve("frame_images_DB/Aaron_Eckhart/1/1.10.jpg"), 3);
    Pictures.write(tree.resolve("frame_images_DB/Zhu_Rongji/0/0.1.jpg"), 4);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("frame_images_DB/Zhu_Rongji/0/0.1.jpg");
  }

  @Test
  void aPersonIsInOneSplit() {
    assertThat(find("frame_images_DB/Aaron_Eckhart/0").split())
        .isEqualTo(find("frame_images_DB/Aaron_Eckhart/1").split());
    assertThat(find("frame_images_DB/Aaron_Eckhart/1").identities())
        .containsExactly("Aaron_Eckhart");
  }

  @Test
  void aFolderWithoutFramesIsNamed() throws IOException {
    Files.delete(root.resolve("frame_images_DB/Zhu_Rongji/0/0.1.jpg"));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.MISSING_FILE);
  }
}
