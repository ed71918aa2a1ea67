package org.delocate.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.delocate.cli.CommandRun;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command refuses before anything is measured. */
final class ExperimentCommandTest {
  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  @Test
  void anUnknownExperimentIsAnsweredWithThoseThatThereAre() {
    assertThat(experiment("astrology")).isEqualTo(2);
    assertThat(run.err())
        .contains("there is no experiment 'astrology'", "localization", "robustness")
        .doesNotContain("\tat ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void onlyAnExperimentThatDegradesFacesTakesADegradation() {
    assertThat(experiment("fairness", "--degrade", "jpeg:3")).isEqualTo(2);
    assertThat(run.err()).contains("fairness does not degrade faces").doesNotContain("\tat ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void onlyAnExperimentWithFoldsTakesAModelForEach() {
    String model = SmallModel.writeTo(folder.resolve("model")).toString();
    assertThat(experiment("fairness", "--fold-models", model + "," + model)).isEqualTo(2);
    assertThat(run.err()).contains("fairness has no folds").doesNotContain("\tat ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void aDegradationNeedsANameThatExistsAndAStrength() {
    String model = SmallModel.writeTo(folder.resolve("model")).toString();
    assertThat(experiment("localization", "--model", model, "--degrade", "jpeg")).isEqualTo(2);
    assertThat(run.err()).contains("'jpeg' is no NAME:STRENGTH");
    assertThat(experiment("localization", "--model", model, "--degrade", "rust:3")).isEqualTo(2);
    assertThat(run.err()).contains("rust").doesNotContain("\tat ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void aStoreThatDoesNotExistIsNamed() {
    String model = SmallModel.writeTo(folder.resolve("model")).toString();
    assertThat(experiment("localization", "--model", model)).isEqualTo(2);
    assertThat(run.err()).contains(store()).doesNotContain("\tat ");
  }

  private int experiment(String... arguments) {
    List<String> all = new ArrayList<>(List.of("experiment"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--store", store(), "--out", out().toString()));
    return run.execute(all.toArray(String[]::new));
  }

  private String store() {
    return folder.resolve("nowhere").toString();
  }

  private Path out() {
    return folder.resolve("out");
  }
}
