package org.delocate.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;
import org.delocate.training.loop.SmallRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelSoupTest {

  @TempDir Path folder;

  private Checkpoint untrained(String name, long seed, Safetensors.Type type) {
    return untrained(name, seed, type, SmallRuns.networks());
  }

  private Checkpoint untrained(
      String name, long seed, Safetensors.Type type, NetworkConfiguration configuration) {
    org.delocate.network.engine.Engine.seed(seed);
    ModelCard card =
        ModelCard.unmeasured(
                name,
                configuration,
                ModelProvenance.ofThisMachine("test", Map.of("localization", "x"), "none", seed),
                "research")
            .withCalibration(new Calibration("none", 1, 0, 0.6, 0.3))
            .withMetrics(Map.of("validation.areaUnderRoc", 0.9));
    try (DelocateNetworks networks = new DelocateNetworks(configuration)) {
      Checkpoint.write(folder.resolve(name), card, networks, type);
    }
    return Checkpoint.read(folder.resolve(name));
  }

  private static Map<String, double[]> values(Checkpoint checkpoint) {
    Map<String, double[]> values = new LinkedHashMap<>();
    try (DelocateNetworks networks = checkpoint.networks()) {
      Weights.state(networks)
          .forEach(
              (name, tensor) -> {
                long count = tensor.numel();
                double[] some = new double[(int) Math.min(20, count)];
                for (int i = 0; i < some.length; i++) {
                  some[i] =
                      tensor.reshape(-1).select(0, i * (count - 1) / some.length).item_float();
                }
                values.put(name, some);
              });
    }
    return values;
  }

  @Test
  void everyWeightIsTheMean() {
    List<Checkpoint> all =
        List.of(
            untrained("a", 1, Safetensors.Type.F32),
            untrained("b", 2, Safetensors.Type.F16),
            untrained("c", 3, Safetensors.Type.F32));
    ModelCard card = ModelSoup.write(all, folder.resolve("mean"));
    Map<String, double[]> mean = values(Checkpoint.read(folder.resolve("mean")));
    List<Map<String, double[]>> parts = all.stream().map(ModelSoupTest::values).toList();
    int differ = 0;
    for (Map.Entry<String, double[]> tensor : mean.entrySet()) {
      for (int i = 0; i < tensor.getValue().length; i++) {
        double sum = 0;
        for (Map<String, double[]> part : parts) {
          sum += part.get(tensor.getKey())[i];
        }
        assertThat(tensor.getValue()[i]).isCloseTo(sum / 3, within(1e-6));
        differ += parts.get(0).get(tensor.getKey())[i] != tensor.getValue()[i] ? 1 : 0;
      }
    }
    assertThat(differ).isGreaterThan(100);
    assertThat(card.provenance().configuration())
        .containsEntry(
            "mean",
            all.stream()
                .map(part -> part.card().name() + " (weights " + part.weights().sha256() + ")")
                .collect(Collectors.joining(", ")))
        .containsEntry("localization", "x");
    // Measured and calibrated with other weights.
    assertThat(card.metrics()).isEmpty();
    assertThat(card.calibration()).isEqualTo(Calibration.none());
    assertThat(Checkpoint.read(folder.resolve("mean")).card()).isEqualTo(card);
  }

  @Test
  void otherNetworksHaveNoMean() {
    Checkpoint first = untrained("a", 1, Safetensors.Type.F32);
    NetworkComponents withoutMapping = new NetworkComponents(true, false, true, true);
    Checkpoint other =
        untrained(
            "other",
            1,
            Safetensors.Type.F32,
            SmallRuns.networks().with("components", withoutMapping));
    Path out = folder.resolve("none");
    assertThatThrownBy(() -> ModelSoup.write(List.of(first, other), out))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("other has other networks than a");
    assertThatThrownBy(() -> ModelSoup.write(List.of(first), out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(out).doesNotExist();
  }
}
