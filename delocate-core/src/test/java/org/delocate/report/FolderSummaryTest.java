package org.delocate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.delocate.detection.result.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSummaryTest {

  @TempDir private Path folder;

  @Test
  void theMostSuspiciousComeFirstAndFailuresLast() throws Exception {
    FolderSummary.write(
        folder,
        List.of(
            SummaryRow.failed(Path.of("broken.mp4"), "write_failed"),
            row("calm.mp4", SummaryRow.Outcome.AUTHENTIC, OptionalDouble.of(0.04)),
            row("empty.mp4", SummaryRow.Outcome.NO_VERDICT, OptionalDouble.empty()),
            row("open.mp4", SummaryRow.Outcome.NO_VERDICT, OptionalDouble.of(0.5)),
            row("forged.mp4", SummaryRow.Outcome.FORGED, OptionalDouble.of(0.91)),
            row("more-forged.mp4", SummaryRow.Outcome.FORGED, OptionalDouble.of(0.99))));

    assertThat(Files.readAllLines(folder.resolve(FolderSummary.CSV)))
        .containsExactly(
            "file,verdict,evidence,probability,reason,seconds,report",
            "more-forged.mp4,forged,,0.9900,,,",
            "forged.mp4,forged,,0.9100,,,",
            "open.mp4,no verdict,,0.5000,,,",
            "calm.mp4,authentic,,0.0400,,,",
            "empty.mp4,no verdict,,,,,",
            "broken.mp4,failed,,,write_failed,,");
    assertThat(folder.resolve(FolderSummary.HTML))
        .content()
        .contains("6 files were scanned.", "2 forged, 2 without a verdict, 1 authentic, 1 failed");
  }

  @Test
  void evidenceAndSecondsStandWhereTheReportHasThem() {
    SummaryRow row =
        of(
            new MadeUpScan(i -> i >= 8 && i <= 14 ? 0.95 : 0.1).graded("talk.mp4"),
            "talk/report.html");

    assertThat(row)
        .isEqualTo(
            new SummaryRow(
                "talk.mp4",
                SummaryRow.Outcome.FORGED,
                "moderate",
                OptionalDouble.of(0.92),
                "",
                "4.0-7.0",
                Optional.of("talk/report.html"),
                Optional.of(new SummaryRow.Weights("made-up", "made up: free"))));
  }

  /** A passage that parts is no forged second, and is looked at before what shows nothing. */
  @Test
  void whatIsToBeLookedAtComesBeforeWhatShowsNothing() throws Exception {
    SummaryRow parting = of(new MadeUpScan(i -> 0.7).parting("parting.mp4"), "parting/report.html");
    assertThat(parting.seconds()).isEmpty();
    assertThat(parting.evidence()).isEqualTo("weak");
    SummaryRow likelier = row("likelier.mp4", SummaryRow.Outcome.AUTHENTIC, "none", 0.8);
    SummaryRow open = row("open.mp4", SummaryRow.Outcome.NO_VERDICT, "", 0.75);
    SummaryRow forged = row("forged.mp4", SummaryRow.Outcome.FORGED, "moderate", 0.6);
    assertThat(Stream.of(likelier, parting, open, forged).sorted(SummaryRow.bySuspicion()))
        .containsExactly(forged, parting, likelier, open);
  }

  private static SummaryRow row(
      String file, SummaryRow.Outcome outcome, String evidence, double probability) {
    return new SummaryRow(
        file,
        outcome,
        evidence,
        OptionalDouble.of(probability),
        "",
        "",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void reportsOfEarlierRunsAreReadWithoutTheirTracks() throws Exception {
    MadeUpScan scan = new MadeUpScan(i -> i >= 8 && i <= 14 ? 0.95 : 0.1);
    write("talk", JsonReport.toJson(scan.graded("talk.mp4")));
    write("empty", JsonReport.toJson(MadeUpScan.abstained()));
    write("text", JsonReport.toJson(MadeUpScan.failed()));
    write("again", JsonReport.toJson(scan.graded("again.mp4")));
    write(".partial-1", JsonReport.toJson(scan.graded("partial.mp4")));
    write("other", "{\"input\": 3}");
    String whole = JsonReport.toJson(scan.graded("cut.mp4"));
    write("cut", whole.substring(0, whole.length() / 10));
    Files.writeString(Files.createFile(folder.resolve("talk/report.html")), "");

    List<SummaryRow> rows = FolderSummary.earlier(folder, Set.of("again"));

    assertThat(rows)
        .containsExactlyInAnyOrder(
            ofHeader(scan.graded("talk.mp4"), "talk/report.html"),
            ofHeader(MadeUpScan.abstained(), "empty/report.json"),
            ofHeader(MadeUpScan.failed(), "text/report.json"));
  }

  @Test
  void thePageSaysWhoseWeightsScoredTheFiles() throws Exception {
    MadeUpScan scan = new MadeUpScan(i -> 0.1);
    SummaryRow now = of(scan.graded("now.mp4"), "now/report.html");
    FolderSummary.write(folder, List.of(now, of(scan.graded("two.mp4"), "two/report.html")));

    String page = Files.readString(folder.resolve(FolderSummary.HTML));
    assertThat(page)
        .containsOnlyOnce("made up: free")
        .contains("Licence of the training data", "made-up")
        .doesNotContain("earlier runs");

    FolderSummary.write(folder, List.of(now, ofHeader(scan.graded("old.mp4"), "old/report.html")));
    assertThat(folder.resolve(FolderSummary.HTML))
        .content()
        .contains("made up: free", "Reports of earlier runs say which model they are by.");
  }

  @Test
  void aHostileNameStaysTextAndItsLinkALink() throws Exception {
    String name = "javascript:alert(1)<img src=x>\"";
    FolderSummary.write(
        folder,
        List.of(
            new SummaryRow(
                "clips/" + name,
                SummaryRow.Outcome.NO_VERDICT,
                "",
                OptionalDouble.empty(),
                "no_face",
                "",
                Optional.of(name + "/report.html"),
                Optional.empty())));

    assertThat(folder.resolve(FolderSummary.HTML))
        .content()
        .contains("href=\"./javascript%3Aalert%281%29%3Cimg%20src%3Dx%3E%22/report.html\"")
        .doesNotContain("<img", "<script");
    assertThat(Files.readAllLines(folder.resolve(FolderSummary.CSV)).get(1))
        .isEqualTo(
            "\"clips/javascript:alert(1)<img src=x>\"\"\",no verdict,,,no_face,,"
                + "\"javascript:alert(1)<img src=x>\"\"/report.html\"");
  }

  private void write(String name, String report) throws Exception {
    Path place = Files.createDirectories(folder.resolve(name));
    Files.writeString(place.resolve(JsonReport.FILE), report);
  }

  private static SummaryRow of(Report report, String file) {
    return SummaryRow.of(
        JsonReport.header(report), JsonReport.provenance(report), Optional.of(file));
  }

  private static SummaryRow ofHeader(Report report, String file) {
    return SummaryRow.of(JsonReport.header(report), MissingNode.getInstance(), Optional.of(file));
  }

  private static SummaryRow row(String file, SummaryRow.Outcome outcome, OptionalDouble number) {
    return new SummaryRow(file, outcome, "", number, "", "", Optional.empty(), Optional.empty());
  }
}
