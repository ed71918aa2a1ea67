package org.delocate.training.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.forgery.degrade.Uploads;
import org.delocate.setting.Setting;
import org.delocate.setting.Source;
import org.delocate.training.localization.LocalizationConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {

  record Run(
      @Setting(source = Source.RUN, value = "of every random choice") int seed,
      Optimization optimization) {}

  private static final Run DEFAULTS =
      new Run(
          1, new Optimization("adamw", new Schedule(1e-3, 1e-5, 10, 110), 0.9, 0.95, 0.05, 1, 0));

  @TempDir Path folder;

  private Path yaml(String text) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), text);
  }

  @Test
  void fileGoesOverDefaultsAndPairsGoOverTheFile() throws IOException {
    Run run =
        ConfigurationReader.read(
            DEFAULTS,
            yaml("seed: 5\noptimization:\n  steps: 200\n  warmupSteps: 20\n"),
            List.of("optimization.steps=300"));
    assertThat(run.seed()).isEqualTo(5);
    assertThat(run.optimization().schedule().steps()).isEqualTo(300);
    assertThat(run.optimization().schedule().warmupSteps()).isEqualTo(20);
    assertThat(run.optimization().momentum()).isEqualTo(0.9);
  }

  @Test
  void onAndOffAreWordsAndOnlyTrueAndFalseAreBooleans() throws IOException {
    LocalizationConfiguration defaults = LocalizationConfiguration.defaults();
    List<String> on = List.of("metaLearning.mode=first-order", "balanced=false");
    LocalizationConfiguration meta = ConfigurationReader.read(defaults, null, on);
    assertThat(meta.metaLearning().isOn()).isTrue();
    assertThat(meta.drawing().balanced()).isFalse();
    assertThat(ConfigurationReader.read(meta, null, List.of("metaLearning.mode=off")))
        .isEqualTo(ConfigurationReader.read(defaults, null, List.of("balanced=false")));
    assertThat(
            ConfigurationReader.read(meta, yaml("metaLearning:\n  mode: off\n"), List.of())
                .metaLearning()
                .isOn())
        .isFalse();
    assertThat(ConfigurationReader.read(meta, yaml(ConfigurationReader.write(meta)), List.of()))
        .isEqualTo(meta);
  }

  @Test
  void whatIsWrittenReadsBack() throws IOException {
    assertThat(
            ConfigurationReader.read(
                DEFAULTS, yaml(ConfigurationReader.write(DEFAULTS)), List.of()))
        .isEqualTo(DEFAULTS);
  }

  @Test
  void uploadsAreNamedInTheDegradation() throws IOException {
    LocalizationConfiguration defaults = LocalizationConfiguration.defaults();
    LocalizationConfiguration read =
        ConfigurationReader.read(
            defaults,
            yaml(
                """
                degradation:
                  blur: 0.1
                  uploads:
                    share: 0.2
                    kinds: [vp9, screen]
                """),
            List.of("degradation.uploads.strongest=4"));
    assertThat(read.drawing().spoiling().degradation().uploads())
        .isEqualTo(
            new Uploads(
                0.2,
                defaults.drawing().spoiling().degradation().uploads().again(),
                List.of("vp9", "screen"),
                4));
    // An older file, which does not know of uploads, has none.
    assertThat(
            ConfigurationReader.read(defaults, yaml("degradation:\n  blur: 0.1\n"), List.of())
                .drawing()
                .spoiling()
                .degradation()
                .uploads()
                .share())
        .isZero();
    assertThatThrownBy(
            () ->
                ConfigurationReader.read(
                    defaults,
                    yaml("degradation:\n  uploads:\n    share: 1\n    kinds: [divx]\n"),
                    List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("divx");
  }

  @Test
  void unknownKeysFail() {
    assertThatThrownBy(
            () ->
                ConfigurationReader.read(DEFAULTS, yaml("optimization:\n  stepz: 3\n"), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("optimization.stepz")
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> ConfigurationReader.read(DEFAULTS, null, List.of("sed=3")))
        .hasMessageContaining("'sed'");
  }

  @Test
  void valuesOutOfRangeFailAtTheStart() {
    assertThatThrownBy(
            () -> ConfigurationReader.read(DEFAULTS, null, List.of("optimization.weightDecay=-1")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("weightDecay");
    assertThatThrownBy(() -> ConfigurationReader.read(DEFAULTS, null, List.of("seed=many")))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(
            () -> ConfigurationReader.read(DEFAULTS, folder.resolve("none.yaml"), List.of()))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void learningRateWarmsUpAndFalls() {
    Schedule schedule = DEFAULTS.optimization().schedule();
    assertThat(schedule.at(0)).isCloseTo(1e-4, within(1e-12));
    assertThat(schedule.at(9)).isCloseTo(1e-3, within(1e-12));
    assertThat(schedule.at(60)).isCloseTo((1e-3 + 1e-5) / 2, within(1e-9));
    assertThat(schedule.at(110)).isCloseTo(1e-5, within(1e-12));
  }
}
