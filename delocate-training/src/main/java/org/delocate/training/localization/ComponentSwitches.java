package org.delocate.training.localization;

import static org.delocate.setting.Source.PAPER;

import org.delocate.network.input.NetworkComponents;
import org.delocate.setting.Setting;

/**
 * What takes part in stage 2, for ablations; everything in the method itself. What is off has no
 * loss, is replaced by the plainest thing that can stand in its place, and is noted in the card, so
 * that detection leaves it out too.
 */
public record ComponentSwitches(
    @Setting(source = PAPER, value = "off: x̂ = x, no residual") boolean recovery,
    @Setting(source = PAPER, value = "off: M(x) = x, the discrepancy is the recovery error")
        boolean mapping,
    @Setting(
            source = PAPER,
            value = "off: no mask is painted; the encoder stays for the classifier")
        boolean localization,
    @Setting(source = PAPER, value = "off: the classifier does not see the painted mask")
        boolean guidance) {

  public static ComponentSwitches all() {
    return new ComponentSwitches(true, true, true, true);
  }

  NetworkComponents forNetworks() {
    return new NetworkComponents(recovery, mapping, localization, guidance);
  }
}
