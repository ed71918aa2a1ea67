package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.Test;

/** What is switched off for an ablation takes no part, and the card remembers it. */
class ComponentsTest {

  private static DelocateNetworks.Output output(NetworkComponents components) {
    Engine.seed(5);
    DelocateNetworks networks =
        new DelocateNetworks(SmallNetworks.configuration().with("components", components));
    networks.eval();
    Engine.seed(6);
    return networks.forward(torch.rand(2, 3, 64, 64), SmallNetworks.partIds(2, new Random(1)));
  }

  @Test
  void whatIsOffIsReplacedByThePlainestThing() {
    try (PointerScope scope = new PointerScope()) {
      DelocateNetworks.Output whole = output(NetworkComponents.all());
      Engine.seed(6);
      Tensor images = torch.rand(2, 3, 64, 64);

      DelocateNetworks.Output unrecovered = output(new NetworkComponents(false, true, true, true));
      assertThat(torch.equal(unrecovered.recovered(), images)).isTrue();
      assertThat(torch.equal(whole.recovered(), images)).isFalse();
      // What stage 1 would have missed is still measured, for the report.
      assertThat(torch.equal(unrecovered.partErrors(), whole.partErrors())).isTrue();

      DelocateNetworks.Output unmapped = output(new NetworkComponents(true, false, true, true));
      assertThat(torch.equal(unmapped.mapped(), images)).isTrue();

      DelocateNetworks.Output unpainted = output(new NetworkComponents(true, true, false, true));
      assertThat(unpainted.maskLogits().shape()).containsExactly(2, 1, 64, 64);
      assertThat(unpainted.maskLogits().sigmoid().max().item_double()).isLessThan(1e-12);
      assertThat(whole.maskLogits().sigmoid().min().item_double()).isGreaterThan(1e-6);
      assertThat(torch.equal(unpainted.logits(), whole.logits())).isFalse();

      // Without a mask there is no guidance either.
      DelocateNetworks.Output neither = output(new NetworkComponents(true, true, false, false));
      assertThat(unpainted.logits().sub(neither.logits()).abs().max().item_double())
          .isLessThan(1e-5);
    }
  }

  @Test
  void withoutLocalizationOnlyItsDecoderHasNothingToLearn() {
    DelocateNetworks networks =
        new DelocateNetworks(
            SmallNetworks.configuration()
                .with("components", new NetworkComponents(true, true, false, true)));
    networks.train(true);
    try (PointerScope scope = new PointerScope()) {
      networks
          .forward(torch.rand(2, 3, 64, 64), SmallNetworks.partIds(2, new Random(1)))
          .logits()
          .sum()
          .backward();
      Weights.parameters(networks.localization())
          .forEach(
              (name, tensor) ->
                  assertThat(tensor.grad().defined())
                      .as(name)
                      .isEqualTo(!name.startsWith("up") && !name.startsWith("to_mask")));
    }
  }

  @Test
  void stageOneCanBeTunedUnlessItIsOff() {
    DelocateNetworks networks = new DelocateNetworks(SmallNetworks.configuration());
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, 64, 64);
      PatchIds ids = SmallNetworks.partIds(2, new Random(1));
      assertThat(networks.recover(images, ids).faces().requires_grad()).isFalse();
      networks.recoverTuned(images, ids).faces().mean().backward();
      Weights.parameters(networks.recovering())
          .forEach((name, tensor) -> assertThat(tensor.grad().defined()).as(name).isTrue());

      DelocateNetworks off =
          new DelocateNetworks(
              SmallNetworks.configuration()
                  .with("components", new NetworkComponents(false, true, true, true)));
      assertThatThrownBy(() -> off.recoverTuned(images, ids))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theCardRemembersAndAnOldCardMeansEverything() {
    NetworkConfiguration configuration =
        SmallNetworks.configuration()
            .with("components", new NetworkComponents(true, false, false, true));
    ModelCard card =
        ModelCard.unmeasured(
            "ablation",
            configuration,
            new ModelProvenance("test", Map.of(), "none", 1, "17", "none", "none", "now"),
            "none");
    String json = card.toJson();
    assertThat(ModelCard.fromJson(json, "card").networks()).isEqualTo(configuration);

    String old = json.replaceAll("\"localization\" : false,\\s*", "");
    assertThat(old).isNotEqualTo(json);
    assertThat(ModelCard.fromJson(old, "old").networks().components())
        .isEqualTo(new NetworkComponents(true, false, true, true));
    assertThatThrownBy(
            () -> ModelCard.fromJson(json.replace("\"guidance\"", "\"guidence\""), "misspelt"))
        .isInstanceOf(CheckpointException.class);
  }
}
