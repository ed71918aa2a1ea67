package org.delocate.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.cli.CommandRun;
import org.delocate.testing.SmallModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainCommandTest {
  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  @Test
  void aStageMustBeNamed() {
    assertThat(run.execute("train")).isEqualTo(2);
    assertThat(run.err()).contains("recovering or localization");
  }

  @Test
  void aMisspeltKeyIsWrongUsageAndStartsNoRun() {
    assertThat(
            run.execute(
                "train",
                "recovering",
                "--set",
                "stepps=3",
                "--out",
                folder.resolve("run").toString()))
        .isEqualTo(2);
    assertThat(run.err()).contains("unknown key 'stepps'").doesNotContain("\tat ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aProbeNeedsItsKeysAndAModeThatExists() {
    assertThat(run.execute("train", "probe")).isEqualTo(2);
    assertThat(run.err()).contains("--set store=FOLDER");
    assertThat(run.execute("train", "probe", "--set", "mode=quadratic")).isEqualTo(2);
    assertThat(run.err()).contains("linear, fine-tuned").doesNotContain("\tat ");
  }

  @Test
  void aTextureNetworkNeedsItsKeysAndAModelThatExists() {
    String out = folder.resolve("texture").toString();
    assertThat(run.execute("train", "texture", "--help")).isZero();
    assertThat(run.out()).contains("without-SPLIT", "--out");
    assertThat(run.execute("train", "texture", "--out", out)).isEqualTo(2);
    assertThat(run.err()).contains("--set model=FOLDER --set encoder=FILE --set worlds=FOLDER");
    assertThat(run.execute("train", "texture", "--out", out, "--set", "apart=[fold9]"))
        .isEqualTo(2);
    assertThat(run.err()).contains("fold9").doesNotContain("\tat ");
    assertThat(run.execute("train", "texture", "--out", out, "--set", "model=nothing"))
        .isEqualTo(2);
    assertThat(run.err()).contains("no checkpoint nothing").doesNotContain("\tat ");
    assertThat(folder.resolve("texture")).doesNotExist();
  }

  @Test
  void aResumedRunKeepsItsConfiguration() throws IOException {
    Path run1 = Files.createDirectory(folder.resolve("run"));
    assertThat(run.execute("train", "localization", "--resume", run1.toString(), "--set", "seed=3"))
        .isEqualTo(2);
    assertThat(run.err()).contains("--resume goes on with the configuration of the run");
  }

  @Test
  void aFolderWithoutARunCannotBeResumed() {
    assertThat(run.execute("train", "recovering", "--resume", folder.toString())).isEqualTo(2);
    assertThat(run.err()).contains("holds no run to resume");
  }

  @Test
  void theMeanOfTwoModelsIsAModel() {
    String model = SmallModel.writeTo(folder.resolve("model")).toString();
    String mean = folder.resolve("mean").toString();
    assertThat(run.execute("train", "mean", "--model", model, "--model", model, "--out", mean))
        .isZero();
    assertThat(run.out()).contains("the mean of untrained (weights ");
    assertThat(run.execute("info", "--model", mean)).isZero();
  }

  @Test
  void aMeanNeedsTwoModelsThatExist() {
    String model = SmallModel.writeTo(folder.resolve("model")).toString();
    String mean = folder.resolve("mean").toString();
    assertThat(run.execute("train", "mean", "--model", model, "--out", mean)).isEqualTo(2);
    assertThat(run.err()).contains("at least two checkpoints").doesNotContain("\tat ");
    assertThat(run.execute("train", "mean", "--model", model, "--model", "nothing", "--out", mean))
        .isEqualTo(2);
    assertThat(run.err()).contains("no checkpoint nothing").doesNotContain("\tat ");
    assertThat(folder.resolve("mean")).doesNotExist();
  }

  @Test
  void aMissingDatasetIsWrongUsage() {
    assertThat(
            run.execute(
                "prepare",
                "--data",
                "auto:no-such-folder",
                "--out",
                folder.resolve("store").toString()))
        .isEqualTo(2);
    assertThat(run.err()).contains("no-such-folder").doesNotContain("\tat ");
  }
}
