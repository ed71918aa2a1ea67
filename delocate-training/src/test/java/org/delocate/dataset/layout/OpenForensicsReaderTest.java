package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.dataset.frame.RecordFrames;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.mask.FaceShape;
import org.delocate.dataset.mask.Region;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class OpenForensicsReaderTest extends DatasetReaderContract {

  @Override
  DatasetReader reader() {
    return new OpenForensicsReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Pictures.write(tree.resolve("Images/Train/two.png"), 1);
    Pictures.write(tree.resolve("Images/Val/one.png"), 2);
    Clips.writeText(
        tree.resolve("Train_poly.json"),
        """
        {"annotations": [
           {"id": 1, "image_id": 5, "category_id": 1, "bbox": [4, 4, 8, 8],
            "segmentation": [[4, 4, 12, 4, 12, 12, 4, 12]]},
           {"id": 2, "image_id": 5, "category_id": 0, "bbox": [20, 4, 8, 8],
            "segmentation": {"size": [32, 32], "counts": [640, 32, 352]}}],
         "images": [{"id": 5, "file_name": "Images/Train/two.png", "width": 32, "height": 32}],
         "categories": [{"id": 0, "name": "Real"}, {"id": 1, "name": "Fake"}]}
        """);
    Clips.writeText(
        tree.resolve("Val_poly.json"),
        """
        {"images": [{"id": 5, "file_name": "one.png", "width": 32, "height": 32}],
         "categories": [{"id": 7, "name": "Real"}],
         "annotations": [{"id": 1, "image_id": 5, "category_id": 7, "bbox": [4, 4, 8, 8],
            "segmentation": []}]}
        """);
    Pictures.write(tree.resolve("Images/one.png"), 3);
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("Images/one.png");
  }

  @Test
  void eachFaceIsARecordWithItsOutline() {
    FaceRecord fake = find("Images/Train/two.png#1");
    assertThat(fake.label()).isEqualTo(Label.FAKE);
    try (RecordFrames frames = RecordFrames.open(fake, 1)) {
      var mask = frames.next().flatMap(RecordFrames.Moment::mask).orElseThrow();
      assertThat(mask.sample(5, 5)).isEqualTo(255);
      assertThat(mask.sample(11, 11)).isEqualTo(255);
      assertThat(mask.sample(12, 12)).isZero();
      assertThat(mask.sample(22, 5)).isZero();
    }
    FaceRecord real = find("Images/Train/two.png#2");
    assertThat(real.label()).isEqualTo(Label.REAL);
    assertThat(real.hasMask()).isFalse();
    Region column = real.face().orElseThrow().region(32, 32);
    assertThat(column.area()).isEqualTo(32);
    assertThat(column.contains(20, 31)).isTrue();
  }

  @Test
  void readsTheCompactRunsOfTheCocoTools() {
    // Runs 5, 3, 4, 20, 4: the fourth and fifth are stored as differences to those two before.
    FaceShape.Runs runs = FaceShape.Runs.ofText(6, 6, "534a00");
    assertThat(runs.lengths()).containsExactly(5, 3, 4, 20, 4);
  }

  @Test
  void unknownCategoriesAndLostPicturesAreCounted() throws IOException {
    Path file = root.resolve("Train_poly.json");
    Files.writeString(file, Files.readString(file).replace("\"Fake\"", "\"Painting\""));
    Files.delete(root.resolve("Images/one.png"));
    Files.delete(root.resolve("Images/Val/one.png"));
    assertThat(problems())
        .containsExactly(DatasetProblem.Kind.UNKNOWN_LABEL, DatasetProblem.Kind.MISSING_FILE);
  }
}
