package org.delocate.training.step;

import java.util.SplittableRandom;

/** The random numbers of one step, from the run's seed and the step's number alone. */
public final class StepRandom {

  private StepRandom() {}

  public static SplittableRandom of(long seed, long step) {
    // SplittableRandom mixes its seed well; the odd constant keeps (1, 2) and (2, 1) apart.
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step);
  }
}
