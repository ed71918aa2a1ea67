package org.delocate.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReportNamesTest {
  private final ReportNames names = new ReportNames();

  @Test
  void aReportIsNamedAfterItsFileWithoutTheExtension() {
    assertThat(names.nameFor(Path.of("films/interview.part1.mp4"))).isEqualTo("interview.part1");
    assertThat(names.nameFor(Path.of("no-extension"))).isEqualTo("no-extension");
  }

  @Test
  void inputsOfTheSameNameKeepTheirReportsApart() {
    assertThat(names.nameFor(Path.of("a/clip.mp4"))).isEqualTo("clip");
    assertThat(names.nameFor(Path.of("a/clip.mov"))).isEqualTo("clip.mov");
    assertThat(names.nameFor(Path.of("b/clip.mp4"))).isEqualTo("clip.mp4");
    assertThat(names.nameFor(Path.of("c/clip.mp4"))).isEqualTo("clip.mp4-2");
    assertThat(names.nameFor(Path.of("d/clip.mp4"))).isEqualTo("clip.mp4-3");
  }

  @Test
  void namesThatDifferOnlyInCaseAreTheSameToSomeFileSystems() {
    assertThat(names.nameFor(Path.of("Clip.mp4"))).isEqualTo("Clip");
    assertThat(names.nameFor(Path.of("clip.MOV"))).isEqualTo("clip.MOV");
  }

  @Test
  void theNamesOfTheSummaryAreNoReports() {
    assertThat(names.nameFor(Path.of("summary.mp4"))).isEqualTo("summary");
    assertThat(names.nameFor(Path.of("summary.csv"))).isEqualTo("summary.csv-2");
    assertThat(names.nameFor(Path.of("summary.html.mp4"))).isEqualTo("summary.html.mp4");
  }

  @Test
  void noNameHidesAReportOrLeavesItsFolder() {
    assertThat(names.nameFor(Path.of(".mp4"))).isEqualTo("_.mp4");
    assertThat(names.nameFor(Path.of("..mp4"))).isEqualTo("_..mp4");
    assertThat(names.nameFor(Path.of("...mp4"))).isEqualTo("_...mp4");
    assertThat(names.nameFor(Path.of("/"))).isEqualTo("input");
  }
}
