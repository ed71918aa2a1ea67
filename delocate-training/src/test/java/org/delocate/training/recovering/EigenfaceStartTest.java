package org.delocate.training.recovering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.dataset.store.SmallStore;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.loop.SmallRuns;
import org.delocate.training.weights.InitialWeights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where stage 1 with eigenfaces begins. */
class EigenfaceStartTest {

  @TempDir static Path folder;

  private static Path store;

  @BeforeAll
  static void prepare() {
    store = SmallStore.write(folder.resolve("store"), 8, 1);
  }

  @Test
  void aCheckpointWithoutThemBeginsAllTheRest() {
    Path without = SmallRuns.stageOne(folder.resolve("without"));
    torch.manual_seed(5);
    DelocateNetworks networks =
        new DelocateNetworks(SmallRuns.networks().with("recovering.eigenfaces", 2));
    assertThat(InitialWeights.loadRecovering(networks, without.toString())).isFalse();
    Map<String, Tensor> state = Weights.state(networks);
    Safetensors weights = Checkpoint.read(without).weights();
    for (String name : weights.names()) {
      if (name.startsWith("recovering.decoder_pred.")) {
        assertThat(state.get(name).abs().max().item_double()).isZero();
      } else if (name.startsWith("recovering.")) {
        assertThat(torch.equal(state.get(name), weights.tensor(name))).as(name).isTrue();
      }
    }
  }

  @Test
  void aCheckpointWithThemBeginsThemToo() {
    torch.manual_seed(6);
    DelocateNetworks with =
        new DelocateNetworks(SmallRuns.networks().with("recovering.eigenfaces", 2));
    Weights.state(with).get("recovering.eigenfaces.faces").fill_(new Scalar(7.0));
    Path there = folder.resolve("with");
    ModelCard card =
        ModelCard.unmeasured(
            "with",
            with.configuration(),
            ModelProvenance.ofThisMachine("test", Map.of(), "none", 9),
            "trained on nothing");
    Checkpoint.write(there, card, with, Safetensors.Type.F32);
    DelocateNetworks networks =
        new DelocateNetworks(SmallRuns.networks().with("recovering.eigenfaces", 2));
    assertThat(InitialWeights.loadRecovering(networks, there.toString())).isTrue();
    assertThat(Weights.state(networks).get("recovering.eigenfaces.faces").min().item_double())
        .isEqualTo(7);
  }

  @Test
  void theyNeedMoreFacesThanTheyAre() {
    assertThatThrownBy(
            () ->
                RecoveringTraining.runs()
                    .start(
                        SmallRuns.recovering(store, "eigenfaces=400"),
                        folder.resolve("run"),
                        new SmallRuns.Silent(),
                        SmallRuns.never()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("too few for eigenfaces=400");
    assertThatThrownBy(() -> SmallRuns.recovering(store, "eigenfaces=4", "normalizedTargets=true"))
        .hasMessageContaining("normalizedTargets");
  }
}
