package org.delocate.training.configuration;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.REPORTED;

import org.delocate.setting.Setting;

/**
 * Learning to generalise to domains that training did not see [paper], after MLDG (Li et al.,
 * 2018). The domains of a step (a source and method of the dataset, each of our forgers) are split
 * at random into meta-train and meta-test; what is minimised is {@code L_train(θ) + β L_test(θ −
 * α∇L_train(θ))}.
 */
public record MetaLearning(
    @Setting(
            source = OURS,
            oneOf = {OFF, "first-order", SECOND_ORDER},
            value =
                "first-order: the gradient of the test loss is taken as if θ − α∇L_train(θ) were θ"
                    + " moved by a constant; second-order: the exact gradient, at the price of a"
                    + " backward pass through the backward pass")
        String mode,
    @Setting(
            source = OURS,
            max = 10,
            value = "α, the length of the step that precedes the test loss")
        double innerRate,
    @Setting(source = OURS, max = 1e3, value = "β, the weight of the test loss") double weight,
    @Setting(
            source = REPORTED,
            min = 0.01,
            max = 0.99,
            value = "share of the domains, and of the pairs, that is meta-train")
        double trainShare) {

  private static final String OFF = "off";
  private static final String SECOND_ORDER = "second-order";

  /** No meta-learning; the other values are what switching it on by its mode alone gives. */
  public static MetaLearning off() {
    return new MetaLearning(OFF, 0.01, 1, 0.7);
  }

  public boolean isOn() {
    return !mode.equals(OFF);
  }

  public boolean isExact() {
    return mode.equals(SECOND_ORDER);
  }
}
