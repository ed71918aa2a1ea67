package org.delocate.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.record.Label;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.metrics.PairedBootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunComparisonTest {

  private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(200, 4);

  @TempDir Path folder;

  private Path run(String name, double skill, int videos) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<EvaluatedVideo> scored = new ArrayList<>();
    for (int i = 0; i < videos; i++) {
      boolean forged = i % 2 == 1;
      double noise = random.nextDouble() * 2 - 1;
      scored.add(
          new EvaluatedVideo(
              "clip, \"" + i + "\"",
              "group" + i,
              forged ? Label.FAKE : Label.REAL,
              forged ? "swap" : "camera",
              "tests",
              3,
              noise + (forged ? skill : -skill),
              forged ? 0.4 + skill / 10 : Double.NaN));
    }
    Path run = Files.createDirectories(folder.resolve(name));
    ScoreTables.ofVideos(scored, new Calibrator(1, 0)).write(run.resolve("scores.csv"));
    Files.writeString(run.resolve("metrics.json"), "{\"decision\":{\"threshold\":0.5}}");
    return run;
  }

  @Test
  void theBetterRunIsFoundAndWhatOnlyOneScoredIsLeftOut() throws IOException {
    RunComparison comparison = RunComparison.of(run("a", 0.1, 60), run("b", 0.6, 64), BOOTSTRAP);
    assertThat(comparison.pairs()).isEqualTo(60);
    assertThat(comparison.onlyFirst()).isZero();
    assertThat(comparison.onlySecond()).isEqualTo(4);
    PairedBootstrap.Comparison area = comparison.metrics().get("areaUnderRoc");
    assertThat(area.difference().low()).isPositive();
    assertThat(area.probability()).isLessThan(0.05);
    assertThat(comparison.metrics().get("intersectionOverUnion").difference().value())
        .isCloseTo(0.05, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(comparison.metrics().get("accuracy").second()).isGreaterThan(0.7);
    assertThat(comparison.table()).contains("60 videos that both scored", "AUC");
    comparison.csv().write(folder.resolve("out/comparison.csv"));
    assertThat(CsvTable.read(folder.resolve("out/comparison.csv")).columns())
        .contains("difference", "low", "high", "p");
  }

  @Test
  void aRunBesideItselfHasNoDifference() throws IOException {
    Path run = run("a", 0.3, 40);
    RunComparison comparison = RunComparison.of(run, run, BOOTSTRAP);
    assertThat(comparison.metrics().get("areaUnderRoc").difference().value()).isZero();
    assertThat(comparison.metrics().get("areaUnderRoc").probability()).isEqualTo(1);
  }

  @Test
  void whatCannotBeComparedIsRefused() throws IOException {
    Path run = run("a", 0.3, 10);
    assertThatThrownBy(() -> RunComparison.of(run, folder.resolve("none"), BOOTSTRAP))
        .hasMessageContaining("there is no file");
    Path other = run("b", 0.3, 10);
    String scores = Files.readString(other.resolve("scores.csv"));
    Files.writeString(other.resolve("scores.csv"), scores.replace("clip", "film"));
    assertThatThrownBy(() -> RunComparison.of(run, other, BOOTSTRAP))
        .hasMessageContaining("no video in common");
    Files.writeString(other.resolve("scores.csv"), scores.replace(",real,", ",fake,"));
    assertThatThrownBy(() -> RunComparison.of(run, other, BOOTSTRAP))
        .hasMessageContaining("disagree");
    Files.writeString(other.resolve("metrics.json"), "{}");
    assertThatThrownBy(() -> RunComparison.of(run, other, BOOTSTRAP))
        .hasMessageContaining("names no threshold");
  }
}
