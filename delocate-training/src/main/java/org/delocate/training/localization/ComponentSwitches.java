package org.delocate.training.localization;

import org.delocate.network.input.NetworkConfiguration;

/**
 * What takes part in stage 2, for ablations; everything in the method itself. What is off has no
 * loss, is replaced by the plainest thing that can stand in its place, and is noted in the card, so
 * that detection leaves it out too.
 *
 * @param recovery off: {@code x̂ = x}, no residual
 * @param mapping off: {@code M(x) = x}, the discrepancy is the recovery error
 * @param localization off: no mask is painted; the encoder stays for the classifier
 * @param guidance off: the classifier does not see the painted mask
 */
public record ComponentSwitches(
    boolean recovery, boolean mapping, boolean localization, boolean guidance) {

  public static ComponentSwitches all() {
    return new ComponentSwitches(true, true, true, true);
  }

  NetworkConfiguration.Components forNetworks() {
    return new NetworkConfiguration.Components(recovery, mapping, localization, guidance);
  }
}
