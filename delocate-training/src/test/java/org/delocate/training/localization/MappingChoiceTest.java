package org.delocate.training.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.weights.CheckpointException;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose mapping module looks with another trunk than that of the run before it. */
class MappingChoiceTest {

  private static final String TRUNK = "mapping.encoder.block16.project.weight";
  private static final String ENCODER = "localization.encoder.block16.project.weight";

  @TempDir Path folder;

  @Test
  void theTrunkBeginsAsTheLocalizationNetworkOfTheRunBefore() throws InterruptedException {
    Path store = SmallStore.write(folder.resolve("store"), 8, 1);
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage-1"));
    Path before = trained(store, stageOne, "before", "encoder.kind=mobilenet");

    Path held =
        trained(
            store,
            stageOne,
            "held",
            "encoder.kind=mobilenet",
            "encoder.rate=0",
            "initial=" + before,
            "mapping.trunk=mobilenet",
            "mapping.weights=localization",
            "mapping.rate=0");
    Path next =
        trained(
            store,
            stageOne,
            "next",
            "encoder.kind=mobilenet",
            "initial=" + held,
            "mapping.trunk=mobilenet",
            "mapping.rate=0");

    assertThat(Checkpoint.read(held).card().networks().mapping().trunk())
        .isEqualTo(MappingSettings.Trunk.MOBILENET);
    float[] learnt = values(before, ENCODER);
    assertThat(values(held, TRUNK)).isEqualTo(learnt);
    // Where the trunk is the same, it is that of the run before.
    assertThat(values(next, TRUNK)).isEqualTo(learnt);
    assertThat(values(next, ENCODER)).isNotEqualTo(learnt);
  }

  private Path trained(Path store, Path stageOne, String name, String... overrides)
      throws InterruptedException {
    String[] all = new String[overrides.length + 3];
    all[0] = "validationPairs=0";
    all[1] = "optimization.averageDecay=0";
    all[2] = "optimization.steps=2";
    System.arraycopy(overrides, 0, all, 3, overrides.length);
    Path run = folder.resolve(name);
    LocalizationTraining.runs()
        .start(
            SmallRuns.localization(store, stageOne, all),
            run,
            new SmallRuns.Silent(),
            SmallRuns.never());
    return run.resolve("last");
  }

  private static float[] values(Path checkpoint, String name) {
    try (Tensor tensor = Checkpoint.read(checkpoint).weights().tensor(name)) {
      return FaceTensors.floats(tensor);
    }
  }

  @Test
  void itCannotLookAsAResnetDoes() {
    Path store = SmallStore.write(folder.resolve("store"), 8, 1);
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage-1"));

    assertThatThrownBy(
            () ->
                trained(
                    store,
                    stageOne,
                    "run",
                    "mapping.trunk=mobilenet",
                    "mapping.weights=localization"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("MobileNetV2");
  }

  @Test
  void anUnknownTrunkOrSourceOfWeightsIsRefused() {
    assertThatThrownBy(() -> SmallRuns.localization(folder, folder, "mapping.trunk=vgg"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("vgg")
        .hasMessageContaining("mobilenet");
    assertThatThrownBy(() -> SmallRuns.localization(folder, folder, "mapping.weights=elsewhere"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("elsewhere");
  }
}
