package org.delocate.training.localization;

import static org.delocate.setting.Source.OURS;

import java.nio.file.Path;
import java.util.Optional;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.weights.Safetensors;
import org.delocate.setting.Setting;

/** What the localization network looks with, and where its encoder's weights begin [ours]. */
public record EncoderChoice(
    @Setting(
            source = OURS,
            oneOf = {"", "se-resnet", "mobilenet", "inception"},
            value = "empty: that of the checkpoint of stage 1")
        String kind,
    @Setting(
            source = OURS,
            value =
                "safetensors file of weights learnt elsewhere; empty: fresh ones, or those of"
                    + " initial")
        String weights,
    @Setting(source = OURS, max = 1, value = "the encoder's share of the learning rate")
        double rate,
    @Setting(
            source = OURS,
            min = AS_BEFORE,
            max = 256,
            value =
                "pixels around the crop that the localization network sees, too; -1: as the"
                    + " checkpoint of stage 1 says")
        int surround) {

  private static final int AS_BEFORE = -1;

  /** The encoder of stage 1's checkpoint, with fresh weights. */
  static EncoderChoice plain() {
    return new EncoderChoice("", "", 1, AS_BEFORE);
  }

  NetworkConfiguration applied(NetworkConfiguration networks) {
    NetworkConfiguration seeing =
        surround == AS_BEFORE ? networks : networks.withSurround(surround);
    return kind.isEmpty() ? seeing : seeing.with("localization.encoder", kind);
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
