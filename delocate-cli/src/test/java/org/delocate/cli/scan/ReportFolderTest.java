package org.delocate.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ReportFolderTest {
  @TempDir private Path out;

  @Test
  void aFinishedReportIsAnOrdinaryFolder() throws IOException {
    try (ReportFolder folder = ReportFolder.start(out, "clip")) {
      Files.writeString(folder.partial().resolve("report.json"), "{}");
      assertThat(folder.finish()).isEqualTo(out.resolve("clip"));
    }
    assertThat(namesIn(out)).containsExactly("clip");
    assertThat(out.resolve("clip/report.json")).hasContent("{}");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whoMayReadOtherFoldersMayReadAReport() throws IOException {
    try (ReportFolder folder = ReportFolder.start(out, "clip")) {
      folder.finish();
    }
    Path byHand = Files.createDirectory(out.resolve("by-hand"));
    assertThat(Files.getPosixFilePermissions(out.resolve("clip")))
        .isEqualTo(Files.getPosixFilePermissions(byHand));
  }

  @Test
  void aReportCutShortLeavesNothing() throws IOException {
    try (ReportFolder folder = ReportFolder.start(out, "clip")) {
      Files.createDirectory(folder.partial().resolve("masks"));
      Files.writeString(folder.partial().resolve("masks/000001.png"), "half");
    }
    assertThat(namesIn(out)).isEmpty();
  }

  @Test
  void aReportCutShortLeavesTheOneOfAnEarlierRun() throws IOException {
    Files.createDirectory(out.resolve("clip"));
    Files.writeString(out.resolve("clip/report.json"), "earlier");
    try (ReportFolder folder = ReportFolder.start(out, "clip")) {
      Files.writeString(folder.partial().resolve("report.json"), "later");
    }
    assertThat(namesIn(out)).containsExactly("clip");
    assertThat(out.resolve("clip/report.json")).hasContent("earlier");
  }

  @Test
  void aNewReportReplacesTheWholeOldOne() throws IOException {
    Files.createDirectories(out.resolve("clip/masks"));
    Files.writeString(out.resolve("clip/masks/000001.png"), "old");
    try (ReportFolder folder = ReportFolder.start(out, "clip")) {
      Files.writeString(folder.partial().resolve("report.json"), "new");
      folder.finish();
    }
    assertThat(namesIn(out)).containsExactly("clip");
    assertThat(namesIn(out.resolve("clip"))).containsExactly("report.json");
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
