package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Layers;
import org.delocate.network.localization.LocalizationNetwork;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.SafetensorsWriter;
import org.delocate.network.weights.Weights;
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
        SmallNetworks.configuration()
            .with("localization.encoder", LocalizationSettings.Encoder.MOBILENET);
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
  void theMappingModuleCanBeginAsTheLocalizationNetwork() {
    DelocateNetworks both =
        SmallNetworks.shuffled(
            networks.configuration().withTrunk(MappingSettings.Trunk.MOBILENET), 5);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor face = torch.rand(1, 3, 64, 64);
      Map<String, Tensor> state = Weights.state(both);
      // What each paints of a face whose mapping is the face itself, by one last layer.
      state.get("localization.encoder.stem.conv.weight").narrow(1, 3, 3).zero_();
      Tensor before = both.localization().forward(face, face, face).maskLogits();

      PretrainedEncoder.share(both);

      Tensor after = both.localization().forward(face, face, torch.rand(1, 3, 64, 64)).maskLogits();
      assertThat(after.sub(before).abs().max().item_float()).isLessThan(1e-4f);
      assertThat(before.sub(before.mean()).abs().max().item_float()).isGreaterThan(1e-2f);
      state
          .get("mapping.to_face.weight")
          .copy_(state.get("localization.to_mask.weight").expand(12, -1, -1, -1));
      state.get("mapping.to_face.bias").copy_(state.get("localization.to_mask.bias").expand(12));
      Tensor correction = both.mapping().forward(face).sub(face);
      Tensor coarse = torch.pixel_unshuffle(correction, 2).narrow(1, 0, 1).atanh();
      Tensor painted = Layers.enlarge(coarse, 64, 64);
      assertThat(painted.sub(before).abs().max().item_float()).isLessThan(1e-3f);
    }
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
