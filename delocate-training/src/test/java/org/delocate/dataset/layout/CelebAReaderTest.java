package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.listing.PersonSplit;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class CelebAReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new CelebAReader();
  }

  @Override
  int methods() {
    return 0;
  }

  @Override
  void writeTree(Path tree) throws IOException {
    for (int i = 1; i < 4; i++) {
      Pictures.write(tree.resolve("Img/img_align_celeba/00000" + i + ".jpg"), i);
    }
    Clips.writeText(
        tree.resolve("Eval/list_eval_partition.txt"), "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n");
    Clips.writeText(
        tree.resolve("Anno/identity_CelebA.txt"),
        "000001.jpg 2880\n000002.jpg 2937\n000003.jpg 8692\n");
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("Img/img_align_celeba/000003.jpg");
  }

  @Test
  void takesPartitionAndPeopleFromTheLists() {
    FaceRecord record = find("Img/img_align_celeba/000002.jpg");
    assertThat(record.split()).isEqualTo("val");
    assertThat(record.identities()).containsExactly("2937");
  }

  @Test
  void withoutThePartitionPeopleAreSplit() throws IOException {
    Files.delete(root.resolve("Eval/list_eval_partition.txt"));
    assertThat(problems()).containsExactly(DatasetProblem.Kind.MISSING_LIST);
    assertThat(find("Img/img_align_celeba/000001.jpg").split()).isEqualTo(PersonSplit.of("2880"));
  }
}
