package org.delocate.network.input;

import static org.delocate.setting.Source.PAPER;

import org.delocate.setting.Setting;

/**
 * What takes part, for ablations. Shapes and weights stay the same; what is off is replaced by the
 * plainest thing that can stand in its place.
 */
public record NetworkComponents(
    @Setting(source = PAPER, value = "off: nothing is recovered, x̂ = x, no residual")
        boolean recovering,
    @Setting(source = PAPER, value = "off: M(x) = x, the discrepancy is the recovery error")
        boolean mapping,
    @Setting(
            source = PAPER,
            value =
                "off: no mask is painted and nothing is pooled under one; the encoder stays,"
                    + " because the classifier reads its features")
        boolean localization,
    @Setting(
            source = PAPER,
            value =
                "off: a mask is painted, but the classifier does not see it, and its features are"
                    + " pooled globally")
        boolean guidance) {

  /** Everything on: the method. */
  public static NetworkComponents all() {
    return new NetworkComponents(true, true, true, true);
  }
}
