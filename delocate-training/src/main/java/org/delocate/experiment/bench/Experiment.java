package org.delocate.experiment.bench;

/** One of the method's experiments. */
public interface Experiment {

  /** The name on the command line. */
  String name();

  /** What it asks, in one sentence. */
  String purpose();

  /** Whether it trains networks; the others measure a model that is there. */
  boolean trains();

  /** Whether it measures faces after a degradation that the settings name. */
  default boolean degrades() {
    return false;
  }

  /** Whether each fold of the data may have a model of its own. */
  default boolean takesFoldModels() {
    return false;
  }

  /**
   * Carries it out, or goes on with it.
   *
   * @throws IllegalArgumentException if the store has not what it needs
   * @throws StoppedException if it was told to stop; what is finished is kept
   */
  ExperimentResult run(Workbench bench) throws InterruptedException;
}
