package org.delocate.training.localization;

import org.delocate.training.configuration.Check;

/**
 * What stage 2 minimises: the weighted sum of its losses [weights ours]. Four of these are weights
 * of that sum; {@code margin} and {@code dice} shape one loss each.
 *
 * @param mapping weight of the mapping loss
 * @param localization weight of the loss of the painted mask
 * @param classification weight of the loss of the score
 * @param margin no weight: how far, in root mean square over the colour channels (pixels 0 to 1),
 *     the mapping of a forged pixel is pushed away from its recovery
 * @param dice no weight of the sum: share of the Dice loss beside binary cross-entropy within the
 *     localization loss
 * @param recovery weight of the recovery error of real faces; counts only while stage 1 is tuned
 */
public record LossSettings(
    double mapping,
    double localization,
    double classification,
    double margin,
    double dice,
    double recovery) {

  public LossSettings {
    Check.range("mapping", mapping, 0, 1e3);
    Check.range("localization", localization, 0, 1e3);
    Check.range("classification", classification, 0, 1e3);
    Check.range("margin", margin, 0, 1);
    Check.range("dice", dice, 0, 1e3);
    Check.range("recovery", recovery, 0, 1e3);
  }

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
