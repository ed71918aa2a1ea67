package org.delocate.training;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** How a run of either stage begins and goes on. */
final class TrainingRuns {

  private TrainingRuns() {}

  /** Trains a stage from its configuration, in a folder that may hold a checkpoint. */
  @FunctionalInterface
  interface Trainer<C extends Record & TrainingConfiguration> {
    long train(C configuration, RunFolder run, TrainingListener listener, AtomicBoolean stop)
        throws InterruptedException;
  }

  /**
   * Starts a run.
   *
   * @throws ConfigurationException if the folder holds a run already
   */
  static <C extends Record & TrainingConfiguration> long start(
      Trainer<C> trainer, C configuration, Path run, TrainingListener listener, AtomicBoolean stop)
      throws InterruptedException {
    RunFolder folder = RunFolder.start(run, configuration);
    EngineThreads.use(configuration.threads());
    return trainer.train(configuration, folder, listener, stop);
  }

  /**
   * Goes on with a run, by the configuration that lies in its folder.
   *
   * @param defaults of what the run's configuration does not name, because it is older
   * @throws ConfigurationException if the folder holds no run
   */
  static <C extends Record & TrainingConfiguration> long resume(
      Trainer<C> trainer, C defaults, Path run, TrainingListener listener, AtomicBoolean stop)
      throws InterruptedException {
    RunFolder folder = RunFolder.resume(run);
    C configuration = ConfigurationReader.read(defaults, folder.configuration(), List.of());
    EngineThreads.use(configuration.threads());
    return trainer.train(configuration, folder, listener, stop);
  }
}
