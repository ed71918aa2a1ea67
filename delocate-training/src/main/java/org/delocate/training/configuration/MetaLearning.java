package org.delocate.training.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Learning to generalise to domains that training did not see [paper], after MLDG (Li et al.,
 * 2018). The domains of a step (a source and method of the dataset, each of our forgers) are split
 * at random into meta-train and meta-test; what is minimised is {@code L_train(θ) + β L_test(θ −
 * α∇L_train(θ))}.
 *
 * @param mode {@code off}; {@code first-order}: the gradient of the test loss is taken as if {@code
 *     θ − α∇L_train(θ)} were {@code θ} moved by a constant; {@code second-order}: the exact
 *     gradient, at the price of a backward pass through the backward pass
 * @param innerRate α, the length of the step that precedes the test loss [ours]
 * @param weight β, of the test loss [ours]
 * @param trainShare share of the domains, and of the pairs, that is meta-train [reported: 7:3]
 */
public record MetaLearning(String mode, double innerRate, double weight, double trainShare) {

  private static final String OFF = "off";
  private static final String FIRST_ORDER = "first-order";
  private static final String SECOND_ORDER = "second-order";

  public MetaLearning {
    Check.oneOf("metaLearning.mode", mode, OFF, FIRST_ORDER, SECOND_ORDER);
    Check.range("metaLearning.innerRate", innerRate, 0, 10);
    Check.range("metaLearning.weight", weight, 0, 1e3);
    Check.range("metaLearning.trainShare", trainShare, 0.01, 0.99);
  }

  /** No meta-learning; the other values are what switching it on by its mode alone gives. */
  public static MetaLearning off() {
    return new MetaLearning(OFF, 0.01, 1, 0.7);
  }

  @JsonIgnore
  public boolean isOn() {
    return !mode.equals(OFF);
  }

  @JsonIgnore
  public boolean isExact() {
    return mode.equals(SECOND_ORDER);
  }
}
