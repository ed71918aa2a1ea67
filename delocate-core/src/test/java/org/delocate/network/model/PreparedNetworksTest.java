package org.delocate.network.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.PatchIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks that are prepared for inference calculate what they calculated before. */
class PreparedNetworksTest {

  private static final int FACES = 3;
  private static final NetworkConfiguration.Texture TEXTURE =
      new NetworkConfiguration.Texture(
          0.25,
          new NetworkConfiguration.Texture.Scale(1, 0),
          new NetworkConfiguration.Texture.Scale(1, 0));

  @ParameterizedTest
  @EnumSource
  void inSingleFloatsNothingButRoundingChanges(LocalizationSettings.Encoder encoder) {
    float[] plain = outputs(networks(encoder), Precision.FP32, FACES);
    float[] prepared = outputs(prepared(encoder, Precision.FP32), Precision.FP32, FACES);
    assertThat(prepared).hasSameSizeAs(plain);
    for (int i = 0; i < plain.length; i++) {
      float tolerance = 1e-4f * Math.max(1, Math.abs(plain[i]));
      assertThat(prepared[i]).isCloseTo(plain[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @EnumSource
  void inBfloat16TheyRoundNoMoreThanBefore(LocalizationSettings.Encoder encoder) {
    float[] exact = outputs(networks(encoder), Precision.FP32, FACES);
    double before = distance(exact, outputs(networks(encoder), Precision.BF16, FACES));
    float[] prepared = outputs(prepared(encoder, Precision.BF16), Precision.BF16, FACES);
    assertThat(distance(exact, prepared)).isLessThan(1.5 * before).isGreaterThan(0);
  }

  @Test
  void aSecondTimeChangesNothing() {
    DelocateNetworks networks = prepared(LocalizationSettings.Encoder.MOBILENET, Precision.FP32);
    float[] once = outputs(networks, Precision.FP32, FACES);
    networks.prepare(Precision.FP32);
    assertThat(outputs(networks, Precision.FP32, FACES)).isEqualTo(once);
  }

  /** Weights are ordered for the first batch; others must be right as well. */
  @Test
  void laterBatchesMayHaveAnotherSize() {
    DelocateNetworks networks = prepared(LocalizationSettings.Encoder.MOBILENET, Precision.FP32);
    outputs(networks, Precision.FP32, FACES);
    float[] other = outputs(networks, Precision.FP32, 2 * FACES + 1);
    float[] expected =
        outputs(networks(LocalizationSettings.Encoder.MOBILENET), Precision.FP32, 2 * FACES + 1);
    for (int i = 0; i < expected.length; i++) {
      float tolerance = 1e-4f * Math.max(1, Math.abs(expected[i]));
      assertThat(other[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  private static DelocateNetworks networks(LocalizationSettings.Encoder encoder) {
    NetworkConfiguration configuration =
        SmallNetworks.configuration(2).with("localization.encoder", encoder);
    if (encoder != LocalizationSettings.Encoder.SE_RESNET) {
      configuration = configuration.withTrunk(MappingSettings.Trunk.MOBILENET);
    }
    return SmallNetworks.shuffled(configuration.withTexture(TEXTURE, 8), 4);
  }

  private static DelocateNetworks prepared(
      LocalizationSettings.Encoder encoder, Precision precision) {
    DelocateNetworks networks = networks(encoder);
    networks.prepare(precision);
    return networks;
  }

  /** Logits, masks, mapped and recovered faces, and statistics of texture. */
  private static float[] outputs(DelocateNetworks networks, Precision precision, int faces) {
    try (PointerScope scope = new PointerScope();
        InferenceMode mode = new InferenceMode();
        Precision.Scope numbers = precision.enter()) {
      Engine.seed(5);
      int side = networks.configuration().view().size();
      Tensor images = torch.rand(faces, 3, side, side);
      Tensor later = torch.rand(faces, 3, side, side);
      PatchIds ids = SmallNetworks.partIds(faces, new Random(6));
      DelocateNetworks.Output output = networks.forward(images, Optional.of(later), ids);
      return FaceTensors.floats(
          torch.cat(
              new TensorVector(
                  output.logits().flatten(),
                  output.maskLogits().flatten(),
                  output.mapped().flatten(),
                  output.recovered().flatten(),
                  output.texture().orElseThrow().flatten()),
              0));
    }
  }

  /** Root of the mean square of the differences. */
  private static double distance(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (double) (one[i] - other[i]);
    }
    return Math.sqrt(sum / one.length);
  }
}
