package org.delocate.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.recovering.RecoveringTraining;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDeviceTest {

  @TempDir static Path folder;
  private static Path store;

  @BeforeAll
  static void prepare() {
    store = SmallStore.write(folder.resolve("store"), 4, 1);
  }

  @Test
  void withoutAGpuARunThatWantsOneDoesNotBegin() {
    assumeTrue(ComputeDevice.AUTO.resolved() == ComputeDevice.CPU, "there is a GPU");
    Path run = folder.resolve("wants-cuda");

    assertThatThrownBy(
            () ->
                RecoveringTraining.runs()
                    .start(
                        SmallRuns.recovering(store, "device=CUDA"),
                        run,
                        new SmallRuns.Silent(),
                        SmallRuns.never()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no CUDA device");
    assertThat(Files.exists(run)).isFalse();
  }

  @Test
  void severalWorkersStayOnTheProcessor() {
    assertThat(TrainingDevice.of(SmallRuns.recovering(store), false)).isEqualTo(ComputeDevice.CPU);
    assertThatThrownBy(() -> TrainingDevice.of(SmallRuns.recovering(store, "device=CUDA"), false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("several workers");
  }

  @Test
  void whatLiesHereAlreadyIsNotCopied() {
    DelocateNetworks networks = new DelocateNetworks(SmallRuns.networks());
    ComputeDevice.CPU.hold(networks);
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(1, 3, 4, 4);

      assertThat(networks.here(images).data_ptr()).isEqualTo(images.data_ptr());
    }
    networks.close();
  }
}
