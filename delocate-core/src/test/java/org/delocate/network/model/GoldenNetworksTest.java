package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.PatchIds;
import org.delocate.network.localization.LocalizationNetwork;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the networks to an independent implementation in plain PyTorch, whose outputs are stored;
 * {@code src/test/python/golden_networks.py} says how to make them again.
 */
class GoldenNetworksTest {

  private static final double TOLERANCE = 1e-4;

  /** Deviations are roots of differences of squares, of which few digits are left. */
  private static final double TEXTURE_TOLERANCE = 1e-3;

  /** What the network with Inception and the texture network see around the crop. */
  private static final int SURROUND = 8;

  private static DelocateNetworks networks;
  private static DelocateNetworks blockNetworks;
  private static DelocateNetworks mobilenets;
  private static DelocateNetworks inceptions;
  private static DelocateNetworks textures;
  private static Safetensors golden;

  @BeforeAll
  static void build() throws IOException {
    networks = derived(SmallNetworks.configuration(1));
    blockNetworks = derived(SmallNetworks.configuration(2));
    mobilenets =
        derived(
            SmallNetworks.configuration(1)
                .with("localization.encoder", LocalizationSettings.Encoder.MOBILENET)
                .withTrunk(MappingSettings.Trunk.MOBILENET));
    inceptions =
        derived(
            SmallNetworks.configuration(1)
                .with("localization.encoder", LocalizationSettings.Encoder.INCEPTION)
                .withSurround(SURROUND));
    textures =
        derived(
            SmallNetworks.configuration(1)
                .withTexture(
                    new Texture(0.4, new Texture.Scale(0.5, -1.25), new Texture.Scale(0.75, 0.5)),
                    SURROUND));
    try (InputStream stream = GoldenNetworksTest.class.getResourceAsStream("golden.safetensors")) {
      golden = Safetensors.read(stream, "golden.safetensors");
    }
  }

  private static DelocateNetworks derived(NetworkConfiguration configuration) {
    DelocateNetworks made = new DelocateNetworks(configuration);
    made.eval();
    try (NoGradGuard guard = new NoGradGuard();
        PointerScope scope = new PointerScope()) {
      Weights.state(made).forEach((name, tensor) -> tensor.copy_(weight(name, tensor.shape())));
    }
    return made;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recovered",
        "partErrors",
        "partDiscrepancies",
        "mapped",
        "mappedByMobilenet",
        "mappedByBlocks",
        "maskLogits",
        "deep",
        "logits",
        "mobilenetMaskLogits",
        "mobilenetDeep",
        "mobilenetLogits",
        "inceptionMaskLogits",
        "inceptionDeep",
        "inceptionLogits",
        "textureStatistics",
        "textureLogits",
        "textureStillLogits"
      })
  void outputsAreThoseOfTheReference(String name) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] found = thinned(FaceTensors.floats(output(name)));
      float[] expected = FaceTensors.floats(golden.tensor(name));

      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat((double) Math.abs(found[i] - expected[i]))
            .as("value %d of %s", i, name)
            .isLessThan(name.startsWith("texture") ? TEXTURE_TOLERANCE : TOLERANCE);
      }
    }
  }

  /** Those of the reference come first among those of faces with a next frame. */
  @Test
  void facesWithoutANextFrameHaveTheFirstStatistics() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TextureNetwork texture = textures.texture().orElseThrow();
      Tensor moving = texture.statistics(whole(), later());
      Tensor still = texture.statistics(whole());
      assertThat(moving.shape())
          .containsExactly(2, TextureSizes.movingOf(textures.configuration()));
      assertThat(still.shape()).containsExactly(2, TextureSizes.STILL);
      assertThat(torch.equal(still, moving.narrow(1, 0, TextureSizes.STILL))).isTrue();
    }
  }

  @Test
  void theReferenceIsNotConstant() {
    float[] mask = FaceTensors.floats(golden.tensor("maskLogits"));
    assertThat(mask[0]).isNotEqualTo(mask[mask.length / 2]);
  }

  private static Tensor output(String name) {
    Tensor images = values("images", 2, 3, 64, 64).mul(new Scalar(0.5)).add(new Scalar(0.5));
    int[][][] parts = {{{0, 5, 9}, {2, 5, 7}, {11, 12, 14}}, {{1, 3, 8}, {4, 6, 15}, {8, 10, 13}}};
    DelocateNetworks.Output output = networks.forward(images, PatchIds.ofParts(parts, 16));
    return switch (name) {
      case "recovered" -> output.recovered();
      case "partErrors" -> output.partErrors();
      case "partDiscrepancies" -> output.partDiscrepancies();
      case "mapped" -> output.mapped();
      case "mappedByMobilenet" -> mobilenets.mapping().forward(images);
      case "mappedByBlocks" -> blockNetworks.mapping().forward(images);
      case "maskLogits" -> output.maskLogits();
      case "deep" ->
          networks.localization().forward(images, output.recovered(), output.mapped()).deep();
      case "mobilenetMaskLogits" -> seenByMobilenet(images, output).maskLogits();
      case "mobilenetDeep" -> seenByMobilenet(images, output).deep();
      case "mobilenetLogits" ->
          mobilenets
              .classifier()
              .forward(output.mapped(), output.recovered(), seenByMobilenet(images, output));
      case "inceptionMaskLogits" -> seenByInception(output).maskLogits();
      case "inceptionDeep" -> seenByInception(output).deep();
      case "inceptionLogits" ->
          inceptions
              .classifier()
              .forward(output.mapped(), output.recovered(), seenByInception(output));
      case "textureStatistics" -> textures.texture().orElseThrow().statistics(whole(), later());
      case "textureLogits" ->
          textures.forward(whole(), Optional.of(later()), PatchIds.ofParts(parts, 16)).logits();
      case "textureStillLogits" -> textures.forward(whole(), PatchIds.ofParts(parts, 16)).logits();
      default -> output.logits();
    };
  }

  /** With the ResNet's mapping, which is held to its own values. */
  private static LocalizationNetwork.Output seenByMobilenet(
      Tensor images, DelocateNetworks.Output output) {
    return mobilenets.localization().forward(images, output.recovered(), output.mapped());
  }

  private static LocalizationNetwork.Output seenByInception(DelocateNetworks.Output output) {
    return inceptions.localization().forward(whole(), output.recovered(), output.mapped());
  }

  /** Two faces with what is around them. */
  private static Tensor whole() {
    int side = SmallNetworks.SIZE + 2 * SURROUND;
    return values("whole", 2, 3, side, side).mul(new Scalar(0.5)).add(new Scalar(0.5));
  }

  /** A moment later, up to a tenth of the range brighter or darker. */
  private static Tensor later() {
    Tensor whole = whole();
    return whole
        .add(values("later", whole.shape()).mul(new Scalar(0.1)))
        .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
  }

  /** Large outputs are stored as every third value. */
  private static float[] thinned(float[] values) {
    if (values.length <= 100) {
      return values;
    }
    float[] some = new float[(values.length + 2) / 3];
    for (int i = 0; i < some.length; i++) {
      some[i] = values[3 * i];
    }
    return some;
  }

  private static Tensor weight(String name, long[] shape) {
    Tensor values = values(name, shape);
    if (shape.length > 1) {
      double fanIn = (double) values.numel() / shape[0];
      return values.mul(new Scalar(Math.sqrt(3 / fanIn)));
    }
    if (name.endsWith("weight") || name.endsWith("running_var")) {
      return values.mul(new Scalar(0.5)).add(new Scalar(1.0));
    }
    return values.mul(new Scalar(0.2));
  }

  /** The generator of the Python script: numbers in -1..1 from the CRC-32 of the name. */
  private static Tensor values(String name, long... shape) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    long state = crc.getValue();
    long count = 1;
    for (long axis : shape) {
      count *= axis;
    }
    float[] numbers = new float[Math.toIntExact(count)];
    for (int i = 0; i < numbers.length; i++) {
      state = (1664525 * state + 1013904223) & 0xFFFFFFFFL;
      numbers[i] = (float) (state / 2147483648.0 - 1);
    }
    return Tensor.create(numbers, shape);
  }
}
