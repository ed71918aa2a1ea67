package org.delocate.training.localization;

import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.training.configuration.Check;

/**
 * What the mapping module looks with, and where its weights begin [ours].
 *
 * @param trunk {@code resnet} or {@code mobilenet}; empty for that of the checkpoint of stage 1
 * @param weights {@code localization}: of a U-Net with MobileNetV2, those of the localization
 *     network, after it has got its own; empty for fresh ones, or those of {@code initial} where
 *     its mapping module has the same trunk
 * @param rate the share of the learning rate of MobileNetV2
 */
public record MappingChoice(String trunk, String weights, double rate) {

  private static final String SHARED = "localization";

  public MappingChoice {
    Check.range("mapping.rate", rate, 0, 1);
    if (!trunk.isEmpty()) {
      NetworkConfiguration.Trunk.named(trunk);
    }
    if (!weights.isEmpty() && !weights.equals(SHARED)) {
      throw new IllegalArgumentException(
          "mapping.weights '" + weights + "' is neither empty nor " + SHARED);
    }
  }

  /** The trunk of stage 1's checkpoint, with fresh weights. */
  static MappingChoice plain() {
    return new MappingChoice("", "", 1);
  }

  NetworkConfiguration applied(NetworkConfiguration networks) {
    return trunk.isEmpty() ? networks : networks.withTrunk(NetworkConfiguration.Trunk.named(trunk));
  }

  /**
   * Fills the mapping module, if it is to begin as the localization network.
   *
   * @throws org.delocate.network.weights.CheckpointException if one of the two is not a MobileNetV2
   */
  void fill(DelocateNetworks networks) {
    if (weights.equals(SHARED)) {
      PretrainedEncoder.share(networks);
    }
  }
}
