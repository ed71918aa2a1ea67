package org.delocate.network.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.weights.CheckpointException;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;

/**
 * Starts the MobileNetV2 of the localization network or of the mapping module from weights that
 * were learnt elsewhere [ours].
 */
public final class PretrainedEncoder {

  private static final String ENCODER = "encoder.";
  private static final String STEM = "stem.conv.weight";
  private static final String FIRST_FILTER = "filter1.conv.weight";

  private PretrainedEncoder() {}

  /**
   * Fills the encoder of the localization network from weights that were learnt on pictures of
   * three channels; of its nine channels, only the face's get weights, the others zeros. The rest
   * of the networks stays as it is.
   *
   * @param file the encoder's tensors by name, with a first filter {@code [32, 3, 3, 3]} for pixels
   *     in -1..1
   * @throws CheckpointException if the networks' encoder is neither a MobileNetV2 nor an Inception
   *     v3, names or shapes differ, or a value is not finite
   */
  public static void load(DelocateNetworks networks, Safetensors file) {
    String first =
        switch (networks.configuration().localization().encoder()) {
          case MOBILENET -> STEM;
          case INCEPTION -> FIRST_FILTER;
          case SE_RESNET ->
              throw new CheckpointException(
                  CheckpointException.Reason.WRONG_ARCHITECTURE,
                  file.origin()
                      + " needs a localization network with the encoder mobilenet or inception");
        };
    Map<String, Tensor> encoder = encoder(networks, DelocateNetworks.Component.LOCALIZATION);
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor stem = encoder.get(first);
      encoder.put(first, stem.narrow(1, 0, 3));
      Weights.fill(encoder, file, "");
      stem.narrow(1, 3, stem.size(1) - 3).zero_();
    }
  }

  /**
   * Fills the encoder of the texture network, which looks no deeper than an eighth of the crop; the
   * filters beyond stay in the file.
   *
   * @param file the tensors of an Inception v3 by name, as for {@link #load}
   * @throws CheckpointException if there is no texture network, names or shapes differ, or a value
   *     is not finite
   */
  public static void loadTexture(DelocateNetworks networks, Safetensors file) {
    Map<String, Tensor> encoder = encoder(networks, DelocateNetworks.Component.TEXTURE);
    if (encoder.isEmpty()) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          file.origin() + " needs networks with a texture network");
    }
    Weights.fillFrom(encoder, file);
  }

  /**
   * Lets the mapping module begin as the localization network: it gets the weights of that
   * network's encoder and decoder, its stem the sum of what that looks at the face and at the
   * mapped face with, which are the same where the mapping begins. The localization network itself
   * begins to look at the face with that sum, too, and at the mapped face with nothing: what that
   * says is about to change.
   *
   * @throws CheckpointException if one of the two has no MobileNetV2
   */
  public static void share(DelocateNetworks networks) {
    NetworkConfiguration configuration = networks.configuration();
    if (configuration.localization().encoder() != LocalizationSettings.Encoder.MOBILENET
        || configuration.mapping().trunk() != MappingSettings.Trunk.MOBILENET) {
      throw new CheckpointException(
          CheckpointException.Reason.WRONG_ARCHITECTURE,
          "the mapping module can begin as the localization network only where both have a"
              + " MobileNetV2");
    }
    Map<String, Tensor> learnt = Weights.state(networks.localization());
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor stem = learnt.get(ENCODER + STEM);
      Tensor mappedFace = stem.narrow(1, stem.size(1) - 3, 3);
      stem.narrow(1, 0, 3).add_(mappedFace);
      mappedFace.zero_();
      Weights.state(networks.mapping())
          .forEach(
              (name, tensor) -> {
                if (name.equals(ENCODER + STEM)) {
                  tensor.copy_(stem.narrow(1, 0, 3));
                } else if (learnt.containsKey(name)) {
                  tensor.copy_(learnt.get(name));
                }
              });
    }
  }

  /**
   * How the full names of the tensors begin that belong to the MobileNetV2 of a component. Nothing
   * else is called so.
   */
  public static String prefix(DelocateNetworks.Component component) {
    return component.key() + "." + ENCODER;
  }

  private static Map<String, Tensor> encoder(
      DelocateNetworks networks, DelocateNetworks.Component component) {
    String prefix = prefix(component);
    Map<String, Tensor> encoder = new LinkedHashMap<>();
    Weights.state(networks)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                encoder.put(name.substring(prefix.length()), tensor);
              }
            });
    return encoder;
  }
}
