package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.layer.Layers;
import org.delocate.network.recovering.PatchGrid;
import org.delocate.network.recovering.RecoveringNetwork;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.Test;

/** Stage 1 on patches less their mean and over their deviation. */
class NormalizedTargetsTest {

  private static final PatchIds IDS = SmallNetworks.partIds(1, new Random(1));

  private static RecoveringNetwork network(boolean normalized) {
    Engine.seed(4);
    return new RecoveringNetwork(
        SmallNetworks.configuration().with("recovering.normalizedTargets", normalized));
  }

  @Test
  void aPredictionOfZeroIsTheMeanAndHasTheErrorOne() {
    RecoveringNetwork network = network(true);
    try (PointerScope scope = new PointerScope()) {
      for (String name : new String[] {"decoder_pred.weight", "decoder_pred.bias"}) {
        Weights.parameters(network).get(name).detach().zero_();
      }
      Tensor images = torch.rand(3, 3, 64, 64).mul(new Scalar(0.4)).add(new Scalar(0.2));
      assertThat(network.loss(images, IDS).item_double()).isCloseTo(1, within(1e-3));

      Tensor hidden = PatchGrid.take(network.grid().patchify(images), IDS.masked());
      Tensor means = Layers.mean(hidden, 2).expand_as(hidden);
      Tensor predicted = network.forward(images, IDS);
      assertThat(predicted.sub(means).abs().max().item_double()).isLessThan(1e-6);
      // Visible patches of a recovered face are the face's own.
      Tensor seen = PatchGrid.take(network.grid().patchify(images), IDS.visible());
      Tensor kept =
          PatchGrid.take(network.grid().patchify(network.recover(images, IDS)), IDS.visible());
      assertThat(torch.equal(seen, kept)).isTrue();
    }
  }

  @Test
  void brightnessAndContrastChangeNothing() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(3, 3, 64, 64).mul(new Scalar(0.4));
      // Only hidden patches change, so the network sees the same.
      RecoveringNetwork network = network(true);
      Tensor patches = network.grid().patchify(images);
      Tensor hidden = PatchGrid.take(patches, IDS.masked());
      Tensor index = IDS.masked().unsqueeze(-1).expand(-1, -1, patches.size(2));
      Tensor brighter =
          network
              .grid()
              .unpatchify(
                  patches.scatter(1, index, hidden.mul(new Scalar(1.5)).add(new Scalar(0.3))));
      double before = network.loss(images, IDS).item_double();
      assertThat(network.loss(brighter, IDS).item_double()).isCloseTo(before, within(1e-4));
      RecoveringNetwork plain = network(false);
      assertThat(plain.loss(brighter, IDS).item_double())
          .isNotCloseTo(plain.loss(images, IDS).item_double(), within(1e-2));
    }
  }

  @Test
  void theCardTellsAndAnOldCardMeansPixels() {
    NetworkConfiguration configuration =
        SmallNetworks.configuration().with("recovering.normalizedTargets", true);
    String json =
        ModelCard.unmeasured(
                "normalised",
                configuration,
                new ModelProvenance("test", Map.of(), "none", 1, "17", "none", "none", "now"),
                "none")
            .toJson();
    assertThat(ModelCard.fromJson(json, "card").networks()).isEqualTo(configuration);
    String old = json.replaceAll(",\\s*\"normalizedTargets\" : true", "");
    assertThat(old).isNotEqualTo(json);
    assertThat(ModelCard.fromJson(old, "old").networks()).isEqualTo(SmallNetworks.configuration());
  }
}
