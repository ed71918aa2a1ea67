package org.delocate.experiment.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.dataset.store.VideoStore;
import org.delocate.evaluation.report.UntrainedModel;
import org.delocate.experiment.Experiments;
import org.delocate.experiment.bench.ExperimentListener;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.ExperimentSettings;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.StoppedException;
import org.delocate.experiment.bench.Workbench;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.Precision;
import org.delocate.training.configuration.ConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments that train, end to end with very small networks. */
final class TrainingExperimentsTest {

  @TempDir static Path folder;

  private static Path store;
  private static Path recovering;

  @BeforeAll
  static void prepare() {
    store = VideoStore.write(folder.resolve("store"));
    recovering = UntrainedModel.write(folder.resolve("recovering"), 4);
  }

  private static ExperimentSettings settings(String out, List<String> variants, String... sets) {
    return settings(out, Optional.of(2), 1, variants, sets);
  }

  private static ExperimentSettings settings(
      String out, Optional<Integer> steps, double budget, List<String> variants, String... sets) {
    List<String> overrides =
        new ArrayList<>(
            List.of(
                "localization.pairs=2", "localization.precision=FP32", "recovering.batchSize=2"));
    overrides.addAll(List.of(sets));
    return new ExperimentSettings(
        store,
        folder.resolve(out),
        new ExperimentSettings.Effort(budget, steps, Optional.of(6)),
        Optional.empty(),
        new ExperimentSettings.Models(Optional.empty(), Optional.of(recovering), List.of()),
        new ExperimentSettings.Trainings(variants, overrides),
        Optional.empty(),
        new AnalyzerOptions(1, Precision.FP32),
        1);
  }

  /** Stops in the middle of a part, once. */
  private static final class Stopper implements ExperimentListener {
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<String> finished = new ArrayList<>();
    private final String stopIn;

    Stopper(String stopIn) {
      this.stopIn = stopIn;
    }

    @Override
    public void progress(String part, double share) {
      if (part.equals(stopIn)) {
        stop.set(true);
      }
    }

    @Override
    public void finished(String part) {
      finished.add(part);
    }
  }

  private static ExperimentResult run(String name, ExperimentSettings settings, Stopper stopper)
      throws InterruptedException {
    try (Workbench bench = new Workbench(name, settings, stopper, stopper.stop)) {
      return Experiments.named(name).run(bench);
    }
  }

  @Test
  void crossMethodMarksTheForgerThatWasLeftOut() throws InterruptedException, IOException {
    ExperimentSettings settings =
        settings("method", List.of("without part-swap", "without self-blended"));
    // Stopped while the second variant is measured: the first one's results are there.
    String stopped = "without self-blended on part-swap";
    assertThatThrownBy(() -> run("cross-method", settings, new Stopper(stopped)))
        .isInstanceOf(StoppedException.class);
    assertThat(Files.readString(settings.out().resolve("cross-method.md")))
        .contains("without part-swap")
        .doesNotContain("without self-blended");
    Stopper second = new Stopper("");
    ExperimentResult result = run("cross-method", settings, second);
    assertThat(second.finished)
        .noneMatch(part -> part.startsWith("trained"))
        .contains(stopped, "without self-blended on self-blended");
    ResultTable area = result.tables().get(0);
    assertThat(area.columns()).hasSize(9).contains("part-swap", "reenactment", "resynthesis");
    assertThat(area.rows()).hasSize(2);
    for (List<String> row : area.rows()) {
      assertThat(row.stream().filter(cell -> cell.endsWith(" *"))).hasSize(1);
    }
    int unseen = area.columns().indexOf("part-swap");
    assertThat(area.rows().get(0).get(unseen)).endsWith(" *");
    assertThat(result.protocol().get("stage 2")).startsWith("2 steps each");
    // The split test has no real faces of a source that was trained on.
    assertThat(result.protocol().get("tested on part-swap")).endsWith("from alpha, val");
  }

  @Test
  void ablationSwitchesPartsOffAndTrainsStageOneWithOtherMasks()
      throws InterruptedException, IOException {
    ExperimentSettings settings =
        settings("ablation", List.of("no mapping", "second order", "masking random"));
    ExperimentResult result = run("ablation", settings, new Stopper(""));
    assertThat(result.tables().get(0).rows())
        .extracting(row -> row.get(0))
        .containsExactly("no mapping", "second order", "masking random");
    assertThat(result.tables())
        .extracting(ResultTable::name)
        .contains("ablation-areaUnderRoc", "ablation-intersectionOverUnion");
    Path runs = settings.out().resolve("runs");
    assertThat(Files.readString(runs.resolve("no-mapping/config.yaml"))).contains("mapping: false");
    assertThat(Files.readString(runs.resolve("second-order/config.yaml")))
        .contains("mode: second-order");
    assertThat(Files.readString(runs.resolve("stage1-random/config.yaml")))
        .contains("masking: random");
    assertThat(Files.readString(runs.resolve("masking-random/config.yaml")))
        .contains("stage1-random");
  }

  @Test
  void intraTestsTheOwnSourceAndCrossDatasetTheOthers() throws InterruptedException {
    ExperimentResult intra = run("intra", settings("intra", List.of()), new Stopper(""));
    assertThat(intra.tables().get(0).columns()).containsExactly("trained", "alpha, val");
    ExperimentResult cross = run("cross-dataset", settings("cross", List.of()), new Stopper(""));
    List<String> row = cross.tables().get(0).rows().get(0);
    assertThat(cross.tables().get(0).columns())
        .containsExactlyInAnyOrder("trained", "alpha, val", "beta, test", "gamma, test");
    assertThat(row.get(0)).isEqualTo("on alpha");
    assertThat(row.stream().filter(cell -> cell.endsWith(" *"))).hasSize(2);
  }

  @Test
  void aBudgetThatIsTooSmallEndsItAfterMeasuringThePace() {
    ExperimentSettings settings = settings("budget", Optional.empty(), 1e-4, List.of("no mapping"));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> run("ablation", settings, new Stopper("")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is too small for 1 trainings here");
    }
  }

  @Test
  void wrongKeysAndVariantsEndItBeforeItBegins() {
    assertThatThrownBy(
            () ->
                run("ablation", settings("a", List.of(), "localization.steps=3"), new Stopper("")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unknown key");
    assertThatThrownBy(() -> run("ablation", settings("b", List.of(), "pairs=3"), new Stopper("")))
        .hasMessageContaining("names no stage");
    assertThatThrownBy(() -> run("ablation", settings("c", List.of("no luck")), new Stopper("")))
        .hasMessageContaining("there is no variant 'no luck'; there are full");
    assertThat(folder.resolve("a/runs")).doesNotExist();
  }
}
