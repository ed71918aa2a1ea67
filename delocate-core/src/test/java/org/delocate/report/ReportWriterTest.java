package org.delocate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.delocate.media.image.GrayImage;
import org.delocate.media.library.MediaException;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  private static final Set<ReportFormat> FILES =
      EnumSet.of(ReportFormat.JSON, ReportFormat.HTML, ReportFormat.MASKS);

  private final MadeUpScan scan = new MadeUpScan(i -> 0.9);

  @TempDir private Path folder;

  @Test
  void everySampledFrameHasAMaskInTheFramesCoordinates() throws Exception {
    write(folder);

    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("report.json", "report.html", "masks");
    assertThat(folder.resolve("masks").toFile().list()).hasSize(MadeUpScan.FRAMES);
    String named =
        new ObjectMapper()
            .readTree(folder.resolve("report.json").toFile())
            .at("/tracks/0/frames/3/mask")
            .textValue();
    GrayImage mask = ImageFiles.readGray(folder.resolve(named));
    assertThat(mask.width()).isEqualTo(320);
    assertThat(mask.height()).isEqualTo(240);
    // The marked mouth: columns 16 to 47 and rows 40 to 55 of the crop, twice as large, at (100,
    // 50).
    assertThat(mask.sample(164, 146)).isEqualTo(255);
    assertThat(mask.sample(164, 124)).isZero();
    assertThat(mask.sample(126, 146)).isZero();
    GrayImage withoutFace = ImageFiles.readGray(folder.resolve("masks/frame-000007.png"));
    assertThat(withoutFace.gray()).containsOnly(0);
  }

  @Test
  void aSecondReportReplacesTheFirst() throws Exception {
    write(folder);
    Files.writeString(folder.resolve("report.html"), "old");
    write(folder);

    assertThat(folder.resolve("report.html").toFile().length()).isGreaterThan(1000);
    assertThat(folder.resolve("masks").toFile().list()).hasSize(MadeUpScan.FRAMES);
  }

  @Test
  void aScanThatIsBrokenOffLeavesNothing() {
    try (ReportWriter writer =
        ReportWriter.open(Path.of("talk.mp4"), folder, FILES, MadeUpScan.model())) {
      scan.frames().subList(0, 5).forEach(writer::frameScored);
    }

    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsRefusedBeforeTheScan() throws Exception {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");

    assertThatThrownBy(
            () -> ReportWriter.open(Path.of("talk.mp4"), taken, FILES, MadeUpScan.model()))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("there is a file of that name");
  }

  @Test
  void oneFormatThatFailsDoesNotCostTheOthers() throws Exception {
    // A folder with something in it where the page should be: it cannot be replaced.
    Files.createDirectories(folder.resolve("report.html/full"));

    assertThatThrownBy(() -> write(folder))
        .isInstanceOf(MediaException.class)
        .hasMessageContaining("report.html");
    assertThat(folder.resolve("report.json")).isRegularFile();
    assertThat(folder.resolve("masks").toFile().list()).hasSize(MadeUpScan.FRAMES);
  }

  @Test
  void aFormatOfNoNameIsRefusedWithThoseThereAre() {
    assertThat(ReportFormat.parse("html, json"))
        .containsExactly(ReportFormat.JSON, ReportFormat.HTML);
    assertThatThrownBy(() -> ReportFormat.parse("pdf"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pdf")
        .hasMessageContaining("json");
  }

  private void write(Path target) {
    try (ReportWriter writer =
        ReportWriter.open(Path.of("talk.mp4"), target, FILES, MadeUpScan.model())) {
      scan.frames().forEach(writer::frameScored);
      writer.write(scan.report("talk.mp4"));
    }
  }
}
