package org.delocate.network.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.delocate.network.input.SecondLook;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;
import org.delocate.network.model.SmallNetworks;
import org.junit.jupiter.api.Test;

/** What counts of a second look, with black borders, beside the first. */
class SecondLookTest {

  private static final int SIDE = 64;
  private static final int BORDER = 6;

  private static DelocateNetworks networks(SecondLook look) {
    Engine.seed(5);
    DelocateNetworks networks =
        new DelocateNetworks(SmallNetworks.configuration().with("secondLook", look));
    networks.eval();
    return networks;
  }

  /** Black within the borders, written row by row and column by column. */
  private static Tensor blackened(Tensor images) {
    Tensor black = images.clone();
    for (int line = 0; line < BORDER; line++) {
      for (int at : new int[] {line, SIDE - 1 - line}) {
        black.select(2, at).fill_(new Scalar(0.0));
        black.select(3, at).fill_(new Scalar(0.0));
      }
    }
    return black;
  }

  private static void assertClose(Tensor tensor, Tensor expected) {
    assertThat(tensor.sub(expected).abs().max().item_double()).isCloseTo(0, within(1e-6));
  }

  @Test
  void logitsAndDiscrepanciesAreThoseOfBothLooks() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, SIDE, SIDE);
      PatchIds ids = SmallNetworks.partIds(2, new Random(1));
      DelocateNetworks plain = networks(SecondLook.none());
      DelocateNetworks.Output first = plain.forward(images, ids);
      Tensor recovered = blackened(first.recovered());
      DelocateNetworks.Judgement second = plain.judge(blackened(images), recovered);
      Tensor distances = plain.recovering().partDistances(second.mapped(), recovered, ids);
      assertThat(torch.equal(first.logits(), second.logits())).isFalse();

      DelocateNetworks.Output both = networks(new SecondLook(BORDER, 0.25)).forward(images, ids);

      assertClose(
          both.logits(),
          first.logits().mul(new Scalar(0.75)).add(second.logits().mul(new Scalar(0.25))));
      assertClose(
          both.partDiscrepancies(),
          first.partDiscrepancies().mul(new Scalar(0.75)).add(distances.mul(new Scalar(0.25))));
      // All else is what the first look gives.
      assertThat(torch.equal(both.maskLogits(), first.maskLogits())).isTrue();
      assertThat(torch.equal(both.mapped(), first.mapped())).isTrue();
      assertThat(torch.equal(both.recovered(), first.recovered())).isTrue();
      assertThat(torch.equal(both.partErrors(), first.partErrors())).isTrue();
    }
  }

  @Test
  void aShareOfOneLeavesNothingOfTheFirstLogit() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, SIDE, SIDE);
      PatchIds ids = SmallNetworks.partIds(2, new Random(1));
      DelocateNetworks plain = networks(SecondLook.none());
      Tensor expected =
          plain
              .judge(blackened(images), blackened(plain.forward(images, ids).recovered()))
              .logits();

      assertClose(networks(new SecondLook(BORDER, 1)).forward(images, ids).logits(), expected);
    }
  }

  @Test
  void theCardRemembersAndAnOldCardHasNone() {
    NetworkConfiguration configuration =
        SmallNetworks.configuration().with("secondLook", new SecondLook(BORDER, 0.5));
    String json =
        ModelCard.unmeasured(
                "looking twice",
                configuration,
                new ModelProvenance("test", Map.of(), "none", 1, "17", "none", "none", "now"),
                "none")
            .toJson();
    assertThat(ModelCard.fromJson(json, "card").networks()).isEqualTo(configuration);

    String old = json.replaceAll(",\\s*\"secondLook\" : \\{[^}]*\\}", "");
    assertThat(old).isNotEqualTo(json);
    assertThat(ModelCard.fromJson(old, "old").networks()).isEqualTo(SmallNetworks.configuration());
  }

  @Test
  void everyOtherChangeKeepsIt() {
    SecondLook look = new SecondLook(BORDER, 0.5);
    assertThat(
            SmallNetworks.configuration()
                .with("secondLook", look)
                .with("localization.encoder", LocalizationSettings.Encoder.MOBILENET)
                .withTrunk(MappingSettings.Trunk.MOBILENET)
                .with("recovering.eigenfaces", 4)
                .with("components", new NetworkComponents(true, true, true, false))
                .secondLook())
        .isEqualTo(look);
  }

  @Test
  void stageTwoCostsTwice() {
    NetworkConfiguration configuration = SmallNetworks.configuration();
    NetworkCost once = NetworkCost.of(configuration);
    NetworkCost twice =
        NetworkCost.of(configuration.with("secondLook", new SecondLook(BORDER, 0.5)));

    assertThat(twice.parameters()).isEqualTo(once.parameters());
    for (int i = 0; i < once.parts().size(); i++) {
      boolean stageOne = once.parts().get(i).component() == DelocateNetworks.Component.RECOVERING;
      assertThat(twice.parts().get(i).multiplyAddsPerFace())
          .isEqualTo((stageOne ? 1 : 2) * once.parts().get(i).multiplyAddsPerFace());
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    NetworkConfiguration configuration = SmallNetworks.configuration();
    assertThatThrownBy(() -> configuration.with("secondLook", new SecondLook(SIDE / 4 + 1, 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("black border of 17 pixels");
    for (SecondLook look :
        List.of(new SecondLook(-1, 0.5), new SecondLook(4, 1.5), new SecondLook(4, Double.NaN))) {
      assertThatThrownBy(() -> configuration.with("secondLook", look))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("secondLook.");
    }
  }
}
