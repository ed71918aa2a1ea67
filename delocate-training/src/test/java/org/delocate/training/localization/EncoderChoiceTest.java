package org.delocate.training.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose encoder begins with weights that were learnt elsewhere. */
class EncoderChoiceTest {

  private static final String HEAD = "localization.encoder.head.weight";
  private static final String MASK = "localization.to_mask.weight";

  @TempDir Path folder;

  @Test
  void theEncoderLearnsAtItsOwnRate() throws InterruptedException {
    Path store = SmallStore.write(folder.resolve("store"), 8, 1);
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage-1"));
    float[] begun = new float[1];
    Path weights = encoder(begun);

    Checkpoint held = trained(store, stageOne, weights, "held", "0");
    Checkpoint tuned = trained(store, stageOne, weights, "tuned", "0.5");

    assertThat(held.card().networks().localization().encoder())
        .isEqualTo(LocalizationSettings.Encoder.MOBILENET);
    assertThat(first(held, HEAD)).isEqualTo(begun[0]);
    assertThat(first(tuned, HEAD)).isNotEqualTo(begun[0]);
    assertThat(Arrays.equals(values(held, MASK), values(tuned, MASK))).isFalse();
  }

  private Checkpoint trained(Path store, Path stageOne, Path weights, String name, String rate)
      throws InterruptedException {
    LocalizationConfiguration configuration =
        SmallRuns.localization(
            store,
            stageOne,
            "encoder.kind=mobilenet",
            "encoder.weights=" + weights,
            "encoder.rate=" + rate,
            "validationPairs=0",
            "optimization.averageDecay=0",
            "optimization.steps=3");
    Path run = folder.resolve(name);
    LocalizationTraining.runs()
        .start(configuration, run, new SmallRuns.Silent(), SmallRuns.never());
    return Checkpoint.read(run.resolve("last"));
  }

  /** A file of fresh weights; {@code first} becomes the first one of its head. */
  private Path encoder(float[] first) {
    DelocateNetworks networks =
        new DelocateNetworks(
            SmallRuns.networks()
                .with("localization.encoder", LocalizationSettings.Encoder.MOBILENET));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    String prefix = "localization.encoder.";
    Weights.state(networks)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                String own = name.substring(prefix.length());
                boolean stem = own.equals("stem.conv.weight");
                tensors.put(own, stem ? tensor.detach().narrow(1, 0, 3) : tensor.detach());
              }
            });
    first[0] = FaceTensors.floats(tensors.get("head.weight"))[0];
    Path file = folder.resolve("encoder.safetensors");
    SafetensorsWriter.write(file, tensors, Safetensors.Type.F32, Map.of());
    return file;
  }

  private static float first(Checkpoint checkpoint, String name) {
    return values(checkpoint, name)[0];
  }

  private static float[] values(Checkpoint checkpoint, String name) {
    return FaceTensors.floats(checkpoint.weights().tensor(name));
  }

  @Test
  void whatIsSeenAroundTheCropIsChosenOrAsBefore() {
    NetworkConfiguration wide = SmallRuns.networks().withSurround(8);
    assertThat(EncoderChoice.plain().applied(wide)).isEqualTo(wide);
    assertThat(new EncoderChoice("inception", "", 1, 16).applied(wide))
        .isEqualTo(
            SmallRuns.networks()
                .with("localization.encoder", LocalizationSettings.Encoder.INCEPTION)
                .withSurround(16));
    assertThat(new EncoderChoice("", "", 1, 0).applied(wide)).isEqualTo(SmallRuns.networks());
    assertThatThrownBy(() -> SmallRuns.localization(folder, folder, "encoder.surround=-2"))
        .hasMessageContaining("encoder.surround is -2");
  }

  @Test
  void aMissingFileIsNamedBeforeAnythingIsLearnt() {
    Path stageOne = SmallRuns.stageOne(folder.resolve("stage-1"));
    LocalizationConfiguration configuration =
        SmallRuns.localization(
            folder.resolve("no-store"),
            stageOne,
            "encoder.kind=mobilenet",
            "encoder.weights=" + folder.resolve("nothing.safetensors"));

    assertThatThrownBy(
            () ->
                LocalizationTraining.runs()
                    .start(
                        configuration,
                        folder.resolve("run"),
                        new SmallRuns.Silent(),
                        SmallRuns.never()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("nothing.safetensors");
  }

  @Test
  void anUnknownKindIsRefused() {
    assertThatThrownBy(() -> SmallRuns.localization(folder, folder, "encoder.kind=squeezenet"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("squeezenet")
        .hasMessageContaining("mobilenet");
  }
}
