package org.delocate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.media.library.MediaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example writes what a scan found, whole or not at all. */
final class FaceTableTest {

  @TempDir private Path folder;

  @Test
  void everyScoredFaceIsARow() throws IOException {
    MadeUpScan scan = new MadeUpScan(frame -> frame / 100.0);
    try (FaceTable table = new FaceTable(folder)) {
      table.write(scan.report("clip.mp4"));
    }

    List<String> rows = Files.readAllLines(folder.resolve(FaceTable.FILE));
    assertThat(rows)
        .hasSize(1 + MadeUpScan.FRAMES / 2)
        .startsWith("person,seconds,probability", "1,0.000,0.0000", "1,1.000,0.0200")
        .endsWith("1,9.000,0.1800");
  }

  @Test
  void aFolderThatIsGoneIsSaid() {
    MadeUpScan scan = new MadeUpScan(frame -> 0.5);
    try (FaceTable table = new FaceTable(folder.resolve("gone"))) {
      assertThatThrownBy(() -> table.write(scan.report("clip.mp4")))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining(FaceTable.FILE);
    }
  }
}
