package org.delocate.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.delocate.dataset.listing.DatasetProblem;
import org.delocate.dataset.listing.DatasetReader;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceRecord;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.Clips;
import org.junit.jupiter.api.Test;

final class WorldsReaderTest extends DatasetReaderContract {

  private static final String HEADER =
      "path,label,family,generator,fold,person,original,overlay,reencoded,source"
          + ",seconds,frames,width,height,codec\n";

  @Override
  DatasetReader reader() {
    return new WorldsReader();
  }

  @Override
  void writeTree(Path tree) throws IOException {
    Clips.write(tree.resolve("real/one.mp4"), 1);
    Clips.write(tree.resolve("real/two.mp4"), 2);
    Clips.write(tree.resolve("fake/swapper/one.mp4"), 3);
    Clips.write(tree.resolve("fake/talker/two.mp4"), 4);
    Files.writeString(
        tree.resolve("index.csv"),
        HEADER
            + "real/one.mp4,real,camera,,1,p1,,none,no,page/a@1,0.12,3,64,64,h264\n"
            + "real/two.mp4,real,camera,,2,,,none,no,page/b@2,0.12,3,64,64,h264\n"
            + "fake/swapper/one.mp4,fake,face-swap,swapper,1,p1+p2,real/one.mp4,logo,yes,page/a@1"
            + ",0.12,3,64,64,mpeg4\n"
            + "fake/talker/two.mp4,fake,talking-head,talker,2,p3,,none,no,page/b@2,0.12,3,64,64,\n");
  }

  @Override
  int methods() {
    return 2;
  }

  @Override
  Set<String> splits() {
    return Set.of("fold1", "fold2");
  }

  @Override
  Path someRecord(Path tree) {
    return tree.resolve("fake/talker/two.mp4");
  }

  @Test
  void takesEachFieldFromItsColumn() throws IOException {
    FaceRecord fake = find("fake/swapper/one.mp4");
    assertThat(fake.label()).isEqualTo(Label.FAKE);
    assertThat(fake.method()).isEqualTo("swapper");
    assertThat(fake.split()).isEqualTo("fold1");
    assertThat(fake.source()).isEqualTo("page/a@1");
    assertThat(fake.compression()).contains("mpeg4");
    assertThat(fake.identities()).containsExactly("p1", "p2");
    assertThat(fake.aligned()).isTrue();
    assertThat(fake.original()).contains(root.toAbsolutePath().resolve("real/one.mp4"));
    assertThat(fake.traits())
        .containsEntry(WorldsReader.FAMILY, "face-swap")
        .containsEntry(WorldsReader.OVERLAY, "logo")
        .containsEntry(WorldsReader.REENCODED, "yes")
        .containsEntry(WorldsReader.WIDTH, "64")
        .containsEntry(WorldsReader.HEIGHT, "64");
    assertThat(Double.parseDouble(fake.traits().get(WorldsReader.BITS_PER_PIXEL)))
        .isCloseTo(8.0 * Files.size(fake.path()) / (64 * 64 * 3), within(1e-6));
    FaceRecord real = find("real/two.mp4");
    assertThat(real.identities()).isEmpty();
    assertThat(real.original()).isEmpty();
    assertThat(real.traits()).containsEntry(WorldsReader.FAMILY, "camera");
    assertThat(find("fake/talker/two.mp4").compression()).isEmpty();
  }

  @Test
  void columnsThatOnlyTellMoreMayBeMissing() throws IOException {
    Files.writeString(
        root.resolve("index.csv"),
        """
        source,fold,generator,family,label,path
        page/a@1,fold1,,camera,real,real/one.mp4
        """);
    FaceRecord real = find("real/one.mp4");
    assertThat(real.split()).isEqualTo("fold1");
    assertThat(real.traits()).containsOnlyKeys(WorldsReader.FAMILY);
  }

  @Test
  void countsEachFaultyLineAndKeepsTheRest() throws IOException {
    Files.writeString(
        root.resolve("index.csv"),
        """
        real/lost.mp4,real,camera,,1,,,none,no,page/a@1,0.12,3,64,64,h264
        real/one.mp4,genuine,camera,,1,,,none,no,page/a@1,0.12,3,64,64,h264
        real/one.mp4,real
        real/one.mp4,real,camera,,1,,,none,no,page/a@1,0.12,3,64,64,h264
        real/one.mp4,real,camera,,,,,none,no,page/a@1,0.12,3,64,64,h264
        fake/talker/two.mp4,fake,talking-head,,1,,,none,no,page/a@1,0.12,3,64,64,h264
        """,
        StandardOpenOption.APPEND);
    assertThat(reader().read(root).records()).hasSize(4);
    assertThat(problems())
        .containsExactly(
            DatasetProblem.Kind.MISSING_FILE,
            DatasetProblem.Kind.UNKNOWN_LABEL,
            DatasetProblem.Kind.WRONG_COLUMNS,
            DatasetProblem.Kind.DUPLICATE,
            DatasetProblem.Kind.BAD_VALUE,
            DatasetProblem.Kind.BAD_VALUE);
  }

  @Test
  void aLostOriginalLeavesTheFakeWithoutOne() throws IOException {
    Files.delete(root.resolve("real/one.mp4"));
    assertThat(find("fake/swapper/one.mp4").aligned()).isFalse();
    assertThat(problems())
        .containsExactlyInAnyOrder(
            DatasetProblem.Kind.MISSING_FILE, DatasetProblem.Kind.MISSING_ORIGINAL);
  }

  @Test
  void missingColumnsAreNamed() throws IOException {
    Files.writeString(root.resolve("index.csv"), "path,label,fold\nreal/one.mp4,real,1\n");
    assertThat(reader().recognises(root)).isFalse();
    assertThatThrownBy(() -> reader().read(root))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("family, generator, source");
  }
}
