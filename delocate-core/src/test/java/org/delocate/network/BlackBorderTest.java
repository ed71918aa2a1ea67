package org.delocate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Stage 2 does not see what lies within the black border; stage 1 does. */
class BlackBorderTest {

  private static final int SIDE = 64;
  private static final int BORDER = 6;

  private static DelocateNetworks networks(int border) {
    Engine.seed(5);
    DelocateNetworks networks =
        new DelocateNetworks(SmallNetworks.configuration().withBlackBorder(border));
    networks.eval();
    return networks;
  }

  /** Black within {@code width} pixels of the borders, written pixel row by pixel row. */
  private static Tensor blackened(Tensor images, int width) {
    Tensor black = images.clone();
    for (int line = 0; line < width; line++) {
      for (int at : new int[] {line, SIDE - 1 - line}) {
        black.select(2, at).fill_(new Scalar(0.0));
        black.select(3, at).fill_(new Scalar(0.0));
      }
    }
    return black;
  }

  @Test
  void stageTwoAnswersAsNetworksWithoutABorderDoForABlackenedPicture() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, SIDE, SIDE);
      Tensor recovered = torch.rand(2, 3, SIDE, SIDE);

      DelocateNetworks.Judgement bordered = networks(BORDER).judge(images, recovered);
      DelocateNetworks.Judgement expected =
          networks(0).judge(blackened(images, BORDER), blackened(recovered, BORDER));
      DelocateNetworks.Judgement narrower =
          networks(0).judge(blackened(images, BORDER - 1), blackened(recovered, BORDER - 1));

      assertThat(torch.equal(bordered.logits(), expected.logits())).isTrue();
      assertThat(torch.equal(bordered.maskLogits(), expected.maskLogits())).isTrue();
      assertThat(torch.equal(bordered.mapped(), expected.mapped())).isTrue();
      assertThat(torch.equal(narrower.logits(), expected.logits())).isFalse();
    }
  }

  @Test
  void stageOneSeesThePictureUpToItsBorders() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images = torch.rand(2, 3, SIDE, SIDE);
      PatchIds ids = SmallNetworks.partIds(2, new Random(1));

      DelocateNetworks.Output bordered = networks(BORDER).forward(images, ids);
      DelocateNetworks.Output plain = networks(0).forward(images, ids);

      assertThat(torch.equal(bordered.recovered(), plain.recovered())).isTrue();
      assertThat(torch.equal(bordered.partErrors(), plain.partErrors())).isTrue();
      assertThat(torch.equal(bordered.logits(), plain.logits())).isFalse();
    }
  }

  @Test
  void theCardRemembersAndAnOldCardHasNone() {
    NetworkConfiguration configuration = SmallNetworks.configuration().withBlackBorder(BORDER);
    String json =
        ModelCard.unmeasured(
                "bordered",
                configuration,
                new ModelCard.Provenance("test", Map.of(), "none", 1, "17", "none", "none", "now"),
                "none")
            .toJson();
    assertThat(ModelCard.fromJson(json, "card").networks()).isEqualTo(configuration);

    String old = json.replaceAll(",\\s*\"blackBorder\" : " + BORDER, "");
    assertThat(old).isNotEqualTo(json);
    assertThat(ModelCard.fromJson(old, "old").networks()).isEqualTo(SmallNetworks.configuration());
  }

  @Test
  void everyOtherChangeKeepsIt() {
    NetworkConfiguration configuration = SmallNetworks.configuration().withBlackBorder(BORDER);
    assertThat(
            configuration
                .withEncoder(NetworkConfiguration.Encoder.MOBILENET)
                .withTrunk(NetworkConfiguration.Trunk.MOBILENET)
                .withEigenfaces(4)
                .withComponents(new NetworkConfiguration.Components(true, true, true, false))
                .blackBorder())
        .isEqualTo(BORDER);
  }

  @Test
  void aBorderThatLeavesTooLittleIsRefused() {
    NetworkConfiguration configuration = SmallNetworks.configuration();
    assertThatThrownBy(() -> configuration.withBlackBorder(SIDE / 4 + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("black border of 17 pixels");
    assertThatThrownBy(() -> configuration.withBlackBorder(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
