package org.delocate.training.localization;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.network.weights.Safetensors;
import org.delocate.training.configuration.Check;

/**
 * What the localization network looks with, and where its encoder's weights begin [ours].
 *
 * @param kind {@code se-resnet}, {@code mobilenet} or {@code inception}; empty for that of the
 *     checkpoint of stage 1
 * @param weights safetensors file of weights learnt elsewhere; empty for fresh ones, or those of
 *     {@code initial}
 * @param rate the encoder's share of the learning rate
 * @param frozenStem whether the first filters of an {@code inception} stay as they begin, which
 *     makes steps a third shorter; they then see the face alone
 * @param surround pixels around the crop that the localization network sees, too; below 0: as the
 *     checkpoint of stage 1 says
 */
public record EncoderChoice(
    String kind, String weights, double rate, boolean frozenStem, int surround) {

  private static final int AS_BEFORE = -1;

  public EncoderChoice {
    Check.range("encoder.rate", rate, 0, 1);
    Check.range("encoder.surround", surround, AS_BEFORE, 256);
    if (!kind.isEmpty()) {
      NetworkConfiguration.Encoder.named(kind);
    }
  }

  /** The encoder of stage 1's checkpoint, with fresh weights. */
  static EncoderChoice plain() {
    return new EncoderChoice("", "", 1, false, AS_BEFORE);
  }

  NetworkConfiguration applied(NetworkConfiguration networks) {
    NetworkConfiguration seeing =
        surround == AS_BEFORE ? networks : networks.withSurround(surround);
    return kind.isEmpty() ? seeing : seeing.withEncoder(NetworkConfiguration.Encoder.named(kind));
  }

  /**
   * Keeps the first filters as they are, if they are to be kept.
   *
   * @throws org.delocate.network.weights.CheckpointException if the encoder is no inception
   */
  void freeze(DelocateNetworks networks) {
    if (frozenStem) {
      PretrainedEncoder.freezeStem(networks);
    }
  }

  /**
   * The file's weights, if there is one.
   *
   * @throws org.delocate.network.weights.CheckpointException if it cannot be read
   */
  Optional<Safetensors> read() {
    return weights.isEmpty() ? Optional.empty() : Optional.of(Safetensors.read(Path.of(weights)));
  }
}
