package org.delocate.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class NetworkCostTest {

  @Test
  void parametersAreThoseOfTheNetworks() {
    assertCounted(SmallNetworks.configuration());
    assertCounted(SmallNetworks.configuration().withEigenfaces(3));
    assertCounted(NetworkConfiguration.named("tiny", 96));
    assertCounted(
        NetworkConfiguration.named("tiny", 96).withEncoder(NetworkConfiguration.Encoder.MOBILENET));
    assertCounted(
        NetworkConfiguration.named("base", 96).withTrunk(NetworkConfiguration.Trunk.MOBILENET));
  }

  private static void assertCounted(NetworkConfiguration configuration) {
    DelocateNetworks networks = new DelocateNetworks(configuration);
    for (NetworkCost.Part part : NetworkCost.of(configuration).parts()) {
      long actual =
          networks.parameters(List.of(part.component())).values().stream()
              .mapToLong(Tensor::numel)
              .sum();
      assertThat(part.parameters()).as(part.component().key()).isEqualTo(actual);
    }
  }

  @Test
  void multiplyAddsOfAWorkedExample() {
    // The mapping network at 64 pixels and width 4, layer by layer.
    long stem = 3L * 4 * 9 * 64 * 64;
    long stage1 = 4L * (4 * 4 * 9) * 64 * 64;
    long stage2 = (4 * 8 * 9 + 3 * 8 * 8 * 9 + 4 * 8) * 32L * 32;
    long stage3 = (8 * 16 * 9 + 3 * 16 * 16 * 9 + 8 * 16) * 16L * 16;
    long stage4 = (16 * 32 * 9 + 3 * 32 * 32 * 9 + 16 * 32) * 8L * 8;
    long head =
        32L * 16 * 9 * 8 * 8 + 16 * 8 * 9 * 16 * 16 + 8 * 4 * 9 * 32 * 32 + 4 * 3 * 9 * 64 * 64;

    NetworkCost.Part mapping = NetworkCost.of(SmallNetworks.configuration()).parts().get(1);

    assertThat(mapping.component()).isEqualTo(DelocateNetworks.Component.MAPPING);
    assertThat(mapping.multiplyAddsPerFace())
        .isEqualTo(stem + stage1 + stage2 + stage3 + stage4 + head);
  }

  @Test
  void aLargerSizeCostsMore() {
    long tiny = NetworkCost.of(NetworkConfiguration.named("tiny")).multiplyAddsPerFace();
    long small = NetworkCost.of(NetworkConfiguration.named("small")).multiplyAddsPerFace();
    long base = NetworkCost.of(NetworkConfiguration.named("base")).multiplyAddsPerFace();
    assertThat(List.of(tiny, small, base)).isSorted();
    // ViT-B's encoder and MAE's decoder have about 112 million parameters.
    assertThat(NetworkCost.of(NetworkConfiguration.named("base")).parts().get(0).parameters())
        .isBetween(105_000_000L, 115_000_000L);
  }
}
