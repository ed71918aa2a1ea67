package org.delocate.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.cli.CommandRun;
import org.delocate.testing.SmallModel;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.localization.LocalizationConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
  @TempDir private Path folder;
  private final CommandRun run = new CommandRun();

  @Test
  void whatIsShownIsTheConfigurationOfATraining() throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), "losses: {mapping: 4}\nseed: 6\n");
    String path = file.toString();
    assertThat(run.execute("config", "show", path, "--set", "optimization.steps=300")).isZero();
    Path shown = Files.writeString(folder.resolve("shown.yaml"), run.out());
    LocalizationConfiguration read =
        ConfigurationReader.read(LocalizationConfiguration.defaults(), shown, List.of());
    assertThat(read.losses().mapping()).isEqualTo(4);
    assertThat(read.run().optimization().schedule().steps()).isEqualTo(300);
    assertThat(read.batches().seed()).isEqualTo(6);
    assertThat(ConfigurationReader.write(read)).isEqualTo(Files.readString(shown));
  }

  @Test
  void aFileThatSeveralCouldReadNeedsAName() throws IOException {
    String file = Files.writeString(folder.resolve("run.yaml"), "store: faces\n").toString();
    assertThat(run.execute("config", "show", file)).isEqualTo(2);
    assertThat(run.err()).contains("recovering, localization, probe", "--of NAME");
    assertThat(run.execute("config", "show", file, "--of", "recovering")).isZero();
    assertThat(run.out()).contains("store: faces", "masking: facial-part");
    assertThat(run.execute("config", "show", file, "--of", "stage1")).isEqualTo(2);
    assertThat(run.err()).contains("'stage1' is none of");
  }

  @Test
  void aRunAndACheckpointShowWhatTheyHave() throws IOException {
    Files.writeString(folder.resolve("config.yaml"), "pairs: 3\nsharper: 0.5\n");
    assertThat(run.execute("config", "show", folder.toString())).isZero();
    assertThat(run.out()).contains("pairs: 3", "sharper: 0.5", "degradedApart: 0");
    Path model = SmallModel.writeTo(folder.resolve("model"));
    assertThat(run.execute("config", "show", model.toString())).isZero();
    assertThat(run.out()).contains("encoderWidth: 32", "trunk: resnet");
  }

  @Test
  void allIsShownWithoutAFile() {
    assertThat(run.execute("config", "show")).isZero();
    assertThat(run.out())
        .contains("# recovering:", "# localization:", "# texture:", "# probe:", "# networks:");
    assertThat(run.execute("config", "show", "--set", "seed=1")).isEqualTo(2);
    assertThat(run.err()).contains("--of NAME");
    assertThat(run.execute("config")).isEqualTo(2);
    assertThat(run.err()).contains("show or explain");
  }

  @Test
  void aKeyIsExplainedWhereverItIs() {
    assertThat(run.execute("config", "explain", "losses.margin")).isZero();
    assertThat(run.out())
        .contains("localization: ", "losses.margin = 0.6  (a number, 0 to 1)  [ours]")
        .contains("is pushed away from its recovery")
        .doesNotContain("losses.dice", "recovering:");
    assertThat(run.execute("config", "explain", "steps")).isZero();
    assertThat(run.out())
        .contains("optimization.steps = 4000  (a whole number, 1 to 1000000000)  [ours]")
        .contains("optimization.steps = 400 ");
    assertThat(run.execute("config", "explain", "metaLearning", "--of", "localization")).isZero();
    assertThat(run.out())
        .contains("metaLearning.mode = \"off\"  (off, first-order, second-order)  [ours]")
        .contains("metaLearning.trainShare = 0.7  (a number, 0.01 to 0.99)  [reported]");
    assertThat(run.execute("config", "explain", "learningrate")).isEqualTo(2);
    assertThat(run.err()).contains("no key is 'learningrate'");
    assertThat(run.execute("config", "explain")).isZero();
    assertThat(run.out()).contains("masking", "ridge", "mode", "patchSize", "encoder.kind");
  }
}
