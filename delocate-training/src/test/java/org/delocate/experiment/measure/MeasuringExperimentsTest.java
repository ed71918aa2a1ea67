package org.delocate.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.store.VideoStore;
import org.delocate.evaluation.report.UntrainedModel;
import org.delocate.experiment.Experiments;
import org.delocate.experiment.bench.ExperimentListener;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.ExperimentSettings;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.StoppedException;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.degrade.Degradation;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.Precision;
import org.delocate.network.model.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that measure a model, end to end on a small store. */
final class MeasuringExperimentsTest {

  @TempDir static Path folder;

  private static Path store;
  private static Checkpoint model;

  @BeforeAll
  static void prepare() {
    store = VideoStore.write(folder.resolve("store"));
    model = Checkpoint.read(UntrainedModel.write(folder.resolve("model"), 3));
  }

  private static ExperimentSettings settings(String out, int faces) {
    return settings(out, faces, Optional.empty());
  }

  private static ExperimentSettings settings(
      String out, int faces, Optional<Degradation> degradation) {
    return new ExperimentSettings(
        store,
        folder.resolve(out),
        new ExperimentSettings.Effort(1, Optional.empty(), Optional.of(faces)),
        Optional.empty(),
        ExperimentSettings.Models.measured(model),
        ExperimentSettings.Trainings.all(),
        degradation,
        new AnalyzerOptions(1, Precision.FP32),
        1);
  }

  /** Notes finished parts; stops after some of them. */
  private static final class Notes implements ExperimentListener {
    private final List<String> finished = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private int stopAfter = Integer.MAX_VALUE;

    @Override
    public void progress(String part, double share) {}

    @Override
    public void finished(String part) {
      finished.add(part);
      stop.set(finished.size() >= stopAfter);
    }
  }

  private static ExperimentResult run(String name, ExperimentSettings settings, Notes notes)
      throws InterruptedException {
    try (Workbench bench = new Workbench(name, settings, notes, notes.stop)) {
      ExperimentResult result = Experiments.named(name).run(bench);
      result.write(settings.out());
      return result;
    }
  }

  @Test
  void robustnessGoesOnWhereItWasStopped() throws InterruptedException, IOException {
    ExperimentSettings settings = settings("robustness", 4);
    Notes first = new Notes();
    first.stopAfter = 3;
    assertThatThrownBy(() -> run("robustness", settings, first))
        .isInstanceOf(StoppedException.class);
    Notes second = new Notes();
    ExperimentResult result = run("robustness", settings, second);
    assertThat(first.finished).containsExactly("as stored", "jpeg:1", "jpeg:2");
    assertThat(second.finished).hasSize(33).doesNotContainAnyElementsOf(first.finished);
    ResultTable area = result.tables().get(0);
    assertThat(area.columns()).containsExactly("degradation", "0", "1", "2", "3", "4", "5");
    assertThat(area.rows()).hasSize(7).allSatisfy(row -> assertThat(row).hasSize(7));
    // Without any degradation the number is the same in every row.
    assertThat(area.rows().stream().map(row -> row.get(1)).distinct()).hasSize(1);
    Path out = settings.out();
    assertThat(CsvTable.read(out.resolve("robustness-auc.csv")).rows()).hasSize(7);
    assertThat(Files.readString(out.resolve("robustness-auc.tex"))).contains("\\toprule", "h264 &");
    assertThat(Files.readString(out.resolve("robustness.html"))).contains("<svg", "Protocol");
    assertThat(Files.readString(out.resolve("robustness.md")))
        .contains("| degradation |", "| threshold | 0.6");
    // All parts are there: nothing is measured again, and the result is the same.
    Notes third = new Notes();
    assertThat(run("robustness", settings, third).markdown()).isEqualTo(result.markdown());
    assertThat(third.finished).isEmpty();
  }

  @Test
  void anotherExperimentDoesNotMixWithTheFirst() throws InterruptedException {
    run("fairness", settings("mixed", 10), new Notes());
    assertThatThrownBy(() -> run("fairness", settings("mixed", 4), new Notes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("faces: 10 there, 4 here");
    assertThatThrownBy(() -> run("calibration", settings("mixed", 10), new Notes()))
        .hasMessageContaining("experiment: fairness there, calibration here");
  }

  @Test
  void fairnessReadsTheLabelsOfFileNames() throws InterruptedException {
    ExperimentResult result = run("fairness", settings("fairness", 100), new Notes());
    assertThat(result.tables().get(0).rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly(
            "all 6",
            "age: 00–12 2",
            "age: 20–29 2",
            "age: 60 and over 2",
            "sex: female 4",
            "sex: male 2",
            "origin: Black 2",
            "origin: Indian 4");
    assertThat(result.protocol().get("caution")).contains("split train");
  }

  @Test
  void localizationHoldsEveryForgerAgainstBothBaselines() throws InterruptedException {
    ExperimentResult result = run("localization", settings("localization", 4), new Notes());
    assertThat(result.tables())
        .extracting(ResultTable::name)
        .containsExactly("localization-detection", "localization-given", "localization-hull");
    ResultTable detection = result.tables().get(0);
    assertThat(detection.rows()).hasSize(2 + 9);
    assertThat(detection.rows())
        .allSatisfy(row -> assertThat(row.get(3)).matches("[01]\\.\\d{3} .*"));
    int answers = detection.columns().indexOf("called forged");
    assertThat(detection.rows())
        .allSatisfy(
            row ->
                assertThat(
                        row.subList(answers, answers + 3).stream()
                            .mapToDouble(cell -> Double.parseDouble(cell.substring(0, 5)))
                            .sum())
                    .isEqualTo(1, within(0.002)));
    ResultTable given = result.tables().get(1);
    assertThat(given.rows()).hasSize((2 + 9) * 4);
    assertThat(given.rows().stream().map(row -> row.get(0)).distinct())
        .contains(
            "beta, swap", "gamma, swap", "our self-blended", "our part-swap", "our lip-rendering");
    assertThat(given.rows()).allSatisfy(row -> assertThat(row.get(3)).matches("[01]\\.\\d{3} .*"));
  }

  @Test
  void forgeriesCanBeMeasuredAfterADegradation() throws InterruptedException {
    ExperimentResult plain = run("localization", settings("undegraded", 4), new Notes());
    ExperimentResult result =
        run(
            "localization",
            settings("degraded", 4, Optional.of(NamedDegradations.named("blur", 5))),
            new Notes());
    assertThat(result.protocol().get("degradation")).startsWith("blur:5 of the stored crop");
    assertThat(plain.protocol()).doesNotContainKey("degradation");
    assertThat(result.tables().get(1).rows()).isNotEqualTo(plain.tables().get(1).rows());
    // The ellipse lies where the landmarks are: nothing moved.
    assertThat(ellipses(result)).isEqualTo(ellipses(plain)).isNotEmpty();
    assertThatThrownBy(() -> run("localization", settings("degraded", 4), new Notes()))
        .hasMessageContaining("degradation: blur:5 there, none here");
  }

  private static List<List<String>> ellipses(ExperimentResult result) {
    return result.tables().get(1).rows().stream()
        .filter(row -> row.get(2).equals("a fixed ellipse"))
        .toList();
  }

  @Test
  void shortcutsAreLookedForInEveryWay() throws InterruptedException {
    Notes notes = new Notes();
    ExperimentResult result = run("shortcuts", settings("shortcuts", 4), notes);
    assertThat(notes.finished).hasSize(1 + 34 + 8).startsWith("as stored", "border mirrored");
    assertThat(result.tables())
        .extracting(ResultTable::name)
        .containsExactly(
            "shortcuts-changes", "shortcuts-answers", "shortcuts-persons", "shortcuts-paint");
    ResultTable changes = result.tables().get(0);
    assertThat(changes.rows()).hasSize(1 + 34);
    // Nothing was done: nothing moves, and all three AUCs are one.
    assertThat(changes.rows().get(0).get(4)).startsWith("0.000");
    assertThat(changes.rows().get(0).subList(1, 4).stream().distinct()).hasSize(1);
    assertThat(changes.rows().stream().map(row -> row.get(4)).distinct()).hasSizeGreaterThan(5);
    assertThat(result.tables().get(2).rows().get(0).get(0)).matches("[2-9]");
    assertThat(result.tables().get(3).rows()).hasSize(8 + 1);
    assertThat(result.charts()).hasSize(1);
  }

  @Test
  void calibrationIsRefittedOnOneHalf() throws InterruptedException {
    ExperimentResult result = run("calibration", settings("calibration", 100), new Notes());
    assertThat(result.tables().get(0).rows().stream().map(row -> row.get(0)).distinct())
        .containsExactly("alpha, val", "beta, test", "gamma, test");
    assertThat(result.tables().get(0).rows().stream().map(row -> row.get(3)))
        .contains("raw", "as shipped");
    assertThat(result.charts()).hasSize(2);
  }

  @Test
  void whatTheStoreLacksIsSaid() {
    ExperimentSettings wrong = settings("wrong", 4);
    ExperimentSettings noSplit =
        new ExperimentSettings(
            wrong.store(),
            wrong.out(),
            wrong.effort(),
            Optional.of("night"),
            wrong.models(),
            wrong.trainings(),
            Optional.empty(),
            wrong.analyzer(),
            1);
    assertThatThrownBy(() -> run("robustness", noSplit, new Notes()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("among night has real and forged faces");
    assertThatThrownBy(() -> Experiments.named("astrology"))
        .hasMessageContaining("intra, cross-method, cross-dataset, localization, ablation");
  }
}
