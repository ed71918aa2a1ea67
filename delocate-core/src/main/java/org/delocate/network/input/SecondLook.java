package org.delocate.network.input;

import static org.delocate.setting.Source.OURS;

import org.delocate.setting.Setting;

/**
 * Stage 2 looks twice where {@code share} is above 0, the second time with black borders around the
 * face and what was recovered of it. Logits and mapping discrepancies are those of both looks,
 * averaged; masks are those of the first. Nothing is trained for it. [ours]
 */
public record SecondLook(
    @Setting(
            source = OURS,
            max = 256,
            value = "pixels at each border of the crop that the second look sees black")
        int blackBorder,
    @Setting(
            source = OURS,
            max = 1,
            value = "share of the second look in what is averaged; 0: there is none")
        double share) {

  /** One look. */
  public static SecondLook none() {
    return new SecondLook(0, 0);
  }
}
