package org.delocate.training.localization;

import static org.delocate.setting.Source.OURS;

import org.delocate.setting.Setting;

/**
 * What stage 2 minimises: the weighted sum of its losses [weights ours]. Four of these are weights
 * of that sum; {@code margin} and {@code dice} shape one loss each.
 */
public record LossSettings(
    @Setting(source = OURS, max = 1e3, value = "weight of the mapping loss") double mapping,
    @Setting(source = OURS, max = 1e3, value = "weight of the loss of the painted mask")
        double localization,
    @Setting(source = OURS, max = 1e3, value = "weight of the loss of the score")
        double classification,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "no weight: how far, in root mean square over the colour channels (pixels 0 to 1),"
                    + " the mapping of a forged pixel is pushed away from its recovery")
        double margin,
    @Setting(
            source = OURS,
            max = 1e3,
            value =
                "no weight of the sum: share of the Dice loss beside binary cross-entropy within"
                    + " the loss of the painted mask")
        double dice,
    @Setting(
            source = OURS,
            max = 1e3,
            value =
                "weight of the recovery error of real faces; counts only while stage 1 is tuned")
        double recovery) {

  /** The same without the losses of what is switched off. */
  LossSettings of(ComponentSwitches components) {
    return new LossSettings(
        components.mapping() ? mapping : 0,
        components.localization() ? localization : 0,
        classification,
        margin,
        dice,
        recovery);
  }
}
