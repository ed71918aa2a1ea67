package org.delocate.training.localization;

import static org.delocate.setting.Source.OURS;

import org.delocate.network.input.NetworkConfiguration;
import org.delocate.setting.Setting;

/**
 * What the networks of stage 2 are made of, and what of stage 1 goes on learning.
 *
 * @param encoder what the localization network looks with
 * @param mapping what the mapping module looks with
 * @param components what takes part
 */
public record LocalizationParts(
    EncoderChoice encoder,
    MappingChoice mapping,
    ComponentSwitches components,
    @Setting(
            source = OURS,
            value =
                "whether stage 1 goes on learning, from the other losses and from the recovery of"
                    + " the real faces; otherwise it is frozen")
        boolean fineTuneRecovering,
    @Setting(
            source = OURS,
            max = 1,
            value = "share of the learning rate that stage 1 is tuned with")
        double recoveringRate,
    @Setting(
            source = OURS,
            value =
                "whether the classifier alone learns, and mapping and localization stay as initial"
                    + " has them: several times as many faces a second")
        boolean classifierAlone) {

  public LocalizationParts {
    if (fineTuneRecovering && !components.recovery()) {
      throw new IllegalArgumentException("fineTuneRecovering needs components.recovery");
    }
    if (fineTuneRecovering && classifierAlone) {
      throw new IllegalArgumentException("with classifierAlone nothing else can be tuned");
    }
  }

  /** The method, on the networks of stage 1's checkpoint. */
  static LocalizationParts plain() {
    return new LocalizationParts(
        EncoderChoice.plain(), MappingChoice.plain(), ComponentSwitches.all(), false, 0.1, false);
  }

  /**
   * The networks of this run.
   *
   * @param ofStageOne those of the checkpoint of stage 1
   */
  NetworkConfiguration applied(NetworkConfiguration ofStageOne) {
    return mapping
        .applied(encoder.applied(ofStageOne))
        .with("components", components.forNetworks())
        // Fitted beside another classifier.
        .withoutTexture();
  }
}
