package org.delocate.training.texture;

/** How the weights of statistics are learnt. */
public enum Learning {
  /** In closed form: {@link LinearDiscriminant}. */
  DISCRIMINANT,
  /** Logistic regression over all samples, each class counting one half. */
  LOGISTIC,
  /**
   * The same, in which domains count the more, the worse they are told: group DRO (Sagawa et al.,
   * 2020, algorithm 1).
   */
  GROUP_DRO,
  /**
   * The same, in which each step must help domains that it did not see: MLDG of first order (Li et
   * al., 2018).
   */
  MLDG
}
