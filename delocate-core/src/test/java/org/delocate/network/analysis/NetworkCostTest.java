package org.delocate.network.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkComponents;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.NetworkSizes;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.SmallNetworks;
import org.junit.jupiter.api.Test;

class NetworkCostTest {

  @Test
  void parametersAreThoseOfTheNetworks() {
    assertCounted(SmallNetworks.configuration());
    assertCounted(SmallNetworks.configuration().with("recovering.eigenfaces", 3));
    assertCounted(NetworkSizes.named("tiny", 96));
    assertCounted(
        NetworkSizes.named("tiny", 96)
            .with("localization.encoder", LocalizationSettings.Encoder.MOBILENET));
    assertCounted(
        NetworkSizes.named("tiny", 96)
            .with("localization.encoder", LocalizationSettings.Encoder.INCEPTION));
    assertCounted(
        NetworkSizes.named("tiny", 96)
            .withTexture(new Texture(1, new Texture.Scale(1, 0), new Texture.Scale(1, 0)), 8));
    assertCounted(NetworkSizes.named("base", 96).withTrunk(MappingSettings.Trunk.MOBILENET));
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
  void eachPictureCostsTheSameAndTheSpectrumLittle() {
    NetworkCost.Part three = textureOf(TextureView.WIDE, TextureView.DETAIL, TextureView.MOTION);
    NetworkCost.Part four =
        textureOf(TextureView.WIDE, TextureView.DETAIL, TextureView.MOTION, TextureView.RESIDUAL);
    NetworkCost.Part all = textureOf(TextureView.values());

    long picture = four.multiplyAddsPerFace() / 4;
    assertThat(three.multiplyAddsPerFace()).isEqualTo(3 * picture).isPositive();
    long spectrum = all.multiplyAddsPerFace() - four.multiplyAddsPerFace();
    // Eight blurs of 112 pixels each way, and all else beside them.
    assertThat(spectrum).isBetween(16L * 112 * 112 * 112, 40L * 112 * 112 * 112);
    assertThat(all.parameters()).isEqualTo(three.parameters());
  }

  private static NetworkCost.Part textureOf(TextureView... views) {
    Texture.Scale scale = new Texture.Scale(1, 0);
    return textureOf(new Texture(1, scale, scale, 1, scale, null, null, List.of(views)));
  }

  private static NetworkCost.Part textureOf(Texture texture) {
    NetworkConfiguration configuration = NetworkSizes.named("tiny", 96).withTexture(texture, 8);
    List<NetworkCost.Part> parts = NetworkCost.of(configuration).parts();
    return parts.get(parts.size() - 1);
  }

  /** By the paper's table, with every border padded: 768 maps of a sixteenth of 160 pixels. */
  @Test
  void multiplyAddsOfInceptionAreCountedWhereItsMapsLie() {
    long stem = 9L * 32 * 9 * 6400 + 32L * 32 * 9 * 6400 + 32L * 64 * 9 * 6400;
    long quarter = 64L * 80 * 1600 + 80L * 192 * 9 * 1600;
    long eighth = 0;
    for (long[] block : new long[][] {{192, 32}, {256, 64}, {288, 64}}) {
      long in = block[0];
      eighth += in * 64 + in * 48 + 48 * 64 * 25 + in * 64 + 64 * 96 * 9 + 96 * 96 * 9;
      eighth += in * block[1];
    }
    long reduction = (288 * 64 + 64 * 96 * 9) * 400L + (288 * 384 * 9 + 96 * 96 * 9) * 100L;
    long sixteenth = 0;
    for (long narrow : new long[] {128, 160, 160, 192}) {
      sixteenth += 768 * 192 * 2 + 768 * narrow * 2 + 7 * narrow * narrow * 4;
      sixteenth += 7 * narrow * 192 * 2;
    }
    long decoder = 288 * 8 * 400 + 768 * 8 * 100 + 8 * 8 * 9 * 400 + 8 * 9 * 400;

    NetworkConfiguration named = NetworkSizes.named("tiny", 160);
    NetworkConfiguration configuration =
        new NetworkConfiguration(
            "test",
            named.crop(),
            named.recovering(),
            named.mapping(),
            new LocalizationSettings(LocalizationSettings.Encoder.INCEPTION, 8, 4),
            NetworkComponents.all());

    assertThat(NetworkCost.of(configuration).parts().get(2).multiplyAddsPerFace())
        .isEqualTo(stem + quarter + eighth * 400 + reduction + sixteenth * 100 + decoder);
  }

  @Test
  void aLargerSizeCostsMore() {
    long tiny = NetworkCost.of(NetworkSizes.named("tiny")).multiplyAddsPerFace();
    long small = NetworkCost.of(NetworkSizes.named("small")).multiplyAddsPerFace();
    long base = NetworkCost.of(NetworkSizes.named("base")).multiplyAddsPerFace();
    assertThat(List.of(tiny, small, base)).isSorted();
    // ViT-B's encoder and MAE's decoder have about 112 million parameters.
    assertThat(NetworkCost.of(NetworkSizes.named("base")).parts().get(0).parameters())
        .isBetween(105_000_000L, 115_000_000L);
  }
}
