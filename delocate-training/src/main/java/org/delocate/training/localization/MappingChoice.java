package org.delocate.training.localization;

import static org.delocate.setting.Source.OURS;

import java.util.Locale;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.PretrainedEncoder;
import org.delocate.setting.Setting;

/** What the mapping module looks with, and where its weights begin [ours]. */
public record MappingChoice(
    @Setting(
            source = OURS,
            oneOf = {"", "resnet", "mobilenet"},
            value = "empty: that of the checkpoint of stage 1")
        String trunk,
    @Setting(
            source = OURS,
            oneOf = {"", SHARED},
            value =
                "localization: of a U-Net with MobileNetV2, those of the localization network,"
                    + " after it has got its own; empty: fresh ones, or those of initial where its"
                    + " mapping module has the same trunk")
        String weights,
    @Setting(source = OURS, max = 1, value = "the share of the learning rate of MobileNetV2")
        double rate) {

  private static final String SHARED = "localization";

  /** The trunk of stage 1's checkpoint, with fresh weights. */
  static MappingChoice plain() {
    return new MappingChoice("", "", 1);
  }

  NetworkConfiguration applied(NetworkConfiguration networks) {
    return trunk.isEmpty()
        ? networks
        : networks.withTrunk(MappingSettings.Trunk.valueOf(trunk.toUpperCase(Locale.ROOT)));
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
