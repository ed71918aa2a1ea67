package org.delocate.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Starts the encoder of a localization network from weights that were learnt elsewhere, on pictures
 * of three channels [ours].
 */
public final class PretrainedEncoder {

  private static final String STEM = "stem.conv.weight";

  private PretrainedEncoder() {}

  /**
   * Fills the encoder; of its nine channels, only the face's get weights, the others zeros. The
   * rest of the networks stays as it is.
   *
   * @param file the encoder's tensors by name, with a stem {@code [32, 3, 3, 3]} for pixels in
   *     -1..1
   * @throws CheckpointException if the networks' encoder is not a MobileNetV2, names or shapes
   *     differ, or a value is not finite
   */
  public static void load(DelocateNetworks networks, Safetensors file) {
    if (networks.configuration().localization().encoder()
        != NetworkConfiguration.Encoder.MOBILENET) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          file.origin() + " needs a localization network with the encoder mobilenet");
    }
    String prefix = DelocateNetworks.Component.LOCALIZATION.key() + ".encoder.";
    Map<String, Tensor> encoder = new LinkedHashMap<>();
    Weights.state(networks)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                encoder.put(name.substring(prefix.length()), tensor);
              }
            });
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor stem = encoder.get(STEM);
      encoder.put(STEM, stem.narrow(1, 0, 3));
      Weights.fill(encoder, file, "");
      stem.narrow(1, 3, stem.size(1) - 3).zero_();
    }
  }
}
