package org.delocate.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedEncoderTest {

  private static final String STEM = "stem.conv.weight";

  @TempDir Path folder;
  private DelocateNetworks networks;
  private Map<String, Tensor> learnt;

  /** Weights of an encoder of three channels, as if learnt elsewhere. */
  @BeforeEach
  void learn() {
    NetworkConfiguration configuration =
        SmallNetworks.configuration().withEncoder(NetworkConfiguration.Encoder.MOBILENET);
    learnt = new LinkedHashMap<>();
    encoder(SmallNetworks.shuffled(configuration, 4))
        .forEach(
            (name, tensor) ->
                learnt.put(name, name.equals(STEM) ? tensor.narrow(1, 0, 3) : tensor));
    networks = SmallNetworks.shuffled(configuration, 3);
  }

  private static Map<String, Tensor> encoder(DelocateNetworks networks) {
    String prefix = "localization.encoder.";
    Map<String, Tensor> found = new LinkedHashMap<>();
    Weights.state(networks)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor.detach());
              }
            });
    return found;
  }

  private Safetensors written() {
    Path file = folder.resolve("encoder.safetensors");
    SafetensorsWriter.write(file, learnt, Safetensors.Type.F32, Map.of());
    return Safetensors.read(file);
  }

  @Test
  void everyTensorIsFilledAndTheOtherChannelsAreZero() {
    PretrainedEncoder.load(networks, written());

    Map<String, Tensor> found = encoder(networks);
    assertThat(found.keySet()).isEqualTo(learnt.keySet());
    found.forEach(
        (name, tensor) -> {
          Tensor face = name.equals(STEM) ? tensor.narrow(1, 0, 3) : tensor;
          assertThat(torch.equal(face, learnt.get(name))).as(name).isTrue();
        });
    Tensor others = found.get(STEM).narrow(1, 3, 6);
    assertThat(others.abs().max().item_float()).isZero();
  }

  @Test
  void soTheEncoderBeginsByLookingAtTheFaceAlone() {
    PretrainedEncoder.load(networks, written());
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor images = torch.rand(1, 3, 64, 64);
      LocalizationNetwork localization = networks.localization();

      Tensor deep = localization.forward(images, torch.rand(1, 3, 64, 64), images).deep();
      Tensor other =
          localization.forward(images, torch.rand(1, 3, 64, 64), torch.rand(1, 3, 64, 64)).deep();
      Tensor another = localization.forward(torch.rand(1, 3, 64, 64), images, images).deep();

      assertThat(torch.equal(deep, other)).isTrue();
      assertThat(torch.equal(deep, another)).isFalse();
    }
  }

  @Test
  void theMappingModuleCanLookAsTheLocalizationNetworkDoes() {
    DelocateNetworks both =
        SmallNetworks.shuffled(
            networks.configuration().withTrunk(NetworkConfiguration.Trunk.MOBILENET), 5);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor face = torch.rand(1, 9, 64, 64);
      face.narrow(1, 3, 3).zero_();
      face.narrow(1, 6, 3).copy_(face.narrow(1, 0, 3));
      MobilenetEncoder looks = new MobilenetEncoder();
      MobilenetEncoder maps = MobilenetEncoder.ofFaces();
      PretrainedEncoder.share(both);
      looks.eval();
      maps.eval();
      copy(both, "localization.encoder.", looks);
      copy(both, "mapping.encoder.", maps);

      Tensor seen = looks.forward(face).deepest();
      Tensor mapped = maps.forward(face.narrow(1, 0, 3)).deepest();

      assertThat(mapped.sub(seen).abs().max().item_float()).isLessThan(1e-4f);
      assertThat(seen.abs().max().item_float()).isGreaterThan(1e-2f);
    }
  }

  private static void copy(DelocateNetworks networks, String prefix, Module encoder) {
    Map<String, Tensor> all = Weights.state(networks);
    Weights.state(encoder).forEach((name, tensor) -> tensor.copy_(all.get(prefix + name)));
  }

  @Test
  void butOnlyWhereBothHaveAMobilenet() {
    assertThatThrownBy(() -> PretrainedEncoder.share(networks))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("MobileNetV2");
  }

  @Test
  void aFileThatDoesNotFitIsRefusedAndNamed() {
    learnt.remove("block3.project.weight");

    assertThatThrownBy(() -> PretrainedEncoder.load(networks, written()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("encoder.safetensors")
        .hasMessageContaining("block3.project.weight");
  }

  @Test
  void soIsAnEncoderOfAnotherKind() {
    DelocateNetworks others = new DelocateNetworks(SmallNetworks.configuration());

    assertThatThrownBy(() -> PretrainedEncoder.load(others, written()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("mobilenet");
  }
}
