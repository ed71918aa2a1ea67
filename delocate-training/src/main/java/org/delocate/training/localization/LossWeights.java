package org.delocate.training.localization;

import org.delocate.training.configuration.Check;

/**
 * What stage 2 minimises: the weighted sum of its losses [weights ours].
 *
 * @param mapping of the mapping loss
 * @param localization of the loss of the painted mask
 * @param classification of the loss of the score
 * @param margin how far, in root mean square over the colour channels (pixels 0 to 1), the mapping
 *     of a forged pixel is pushed away from its recovery
 * @param dice share of the Dice loss beside binary cross-entropy in the localization loss
 * @param recovery of the recovery error of real faces; counts only while stage 1 is tuned
 */
public record LossWeights(
    double mapping,
    double localization,
    double classification,
    double margin,
    double dice,
    double recovery) {

  public LossWeights {
    Check.range("mapping", mapping, 0, 1e3);
    Check.range("localization", localization, 0, 1e3);
    Check.range("classification", classification, 0, 1e3);
    Check.range("margin", margin, 0, 1);
    Check.range("dice", dice, 0, 1e3);
    Check.range("recovery", recovery, 0, 1e3);
  }

  /** The same without the losses of what is switched off. */
  LossWeights of(ComponentSwitches components) {
    return new LossWeights(
        components.mapping() ? mapping : 0,
        components.localization() ? localization : 0,
        classification,
        margin,
        dice,
        recovery);
  }
}
