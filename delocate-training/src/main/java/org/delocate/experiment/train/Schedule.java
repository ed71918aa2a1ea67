package org.delocate.experiment.train;

import java.util.Collection;

/**
 * How long each training of an experiment is: the same number of steps, and so of faces, for all.
 *
 * @param recoveringSteps of each stage 1
 * @param steps of each stage 2
 * @param testFaces of each measurement
 */
record Schedule(int recoveringSteps, int steps, int testFaces) {

  /** Share of the budget that measuring may take. [ours] */
  private static final double TESTING = 0.15;

  /** Fewer steps than this teach nothing. [ours] */
  private static final int FEWEST_STEPS = 5;

  private static final int FEWEST_FACES = 20;

  /**
   * What was measured in a few steps.
   *
   * @param secondsPerStep of the steps alone
   * @param startSeconds before the first step and after the last: reading the store, validation
   */
  record Pace(double secondsPerStep, double startSeconds) {}

  /**
   * Splits a budget. A stage 1 takes as long as a plain stage 2.
   *
   * @param seconds in all
   * @param recovering pace of stage 1
   * @param recoverings how many trainings of it
   * @param plain pace of a plain stage 2
   * @param variants the pace of each stage 2
   * @param secondsPerFace of measuring
   * @param measurements how many
   * @throws IllegalArgumentException if it is too small; the message says what would do
   */
  static Schedule within(
      double seconds,
      Pace recovering,
      int recoverings,
      Pace plain,
      Collection<Pace> variants,
      double secondsPerFace,
      int measurements) {
    double starts =
        recoverings * recovering.startSeconds()
            + variants.stream().mapToDouble(Pace::startSeconds).sum();
    double oneStepOfAll =
        recoverings * plain.secondsPerStep()
            + variants.stream().mapToDouble(Pace::secondsPerStep).sum();
    int steps = (int) Math.floor((seconds * (1 - TESTING) - starts) / oneStepOfAll);
    if (steps < FEWEST_STEPS) {
      double needed = (starts + FEWEST_STEPS * oneStepOfAll) / (1 - TESTING);
      throw new IllegalArgumentException(
          String.format(
              java.util.Locale.ROOT,
              "a budget of %.1f minutes is too small for %d trainings here: %d steps of each need"
                  + " about %.0f minutes",
              seconds / 60,
              recoverings + variants.size(),
              FEWEST_STEPS,
              Math.ceil(needed / 60)));
    }
    double faces = seconds * TESTING / Math.max(1, measurements) / secondsPerFace;
    double ratio = recoverings == 0 ? 1 : plain.secondsPerStep() / recovering.secondsPerStep();
    return new Schedule(
        (int) Math.max(FEWEST_STEPS, Math.round(steps * ratio)),
        steps,
        (int) Math.max(FEWEST_FACES, Math.min(1e6, faces)));
  }
}
