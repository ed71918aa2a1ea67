package org.delocate.training.loop;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.delocate.network.engine.Engine;
import org.delocate.training.configuration.ConfigurationReader;
import org.delocate.training.configuration.TrainingConfiguration;
import org.delocate.training.group.WorkerGroup;
import org.delocate.training.group.Workers;
import org.delocate.training.run.RunFolder;

/**
 * The runs of a stage: how one begins and how it goes on.
 *
 * @param <C> the stage's configuration
 */
public final class TrainingRuns<C extends Record & TrainingConfiguration> {

  /** Trains a stage, in a folder that may hold a checkpoint; returns the steps done in all. */
  @FunctionalInterface
  public interface Trainer<C> {
    long train(C configuration, CurrentRun run) throws InterruptedException;
  }

  private final C defaults;
  private final Trainer<C> trainer;

  /**
   * @param defaults of what a configuration does not name, maybe because it is older
   */
  public TrainingRuns(C defaults, Trainer<C> trainer) {
    this.defaults = defaults;
    this.trainer = trainer;
  }

  /** Of what a configuration does not name. */
  public C defaults() {
    return defaults;
  }

  /** Starts a run with this process alone. */
  public long start(C configuration, Path run, TrainingListener listener, AtomicBoolean stop)
      throws InterruptedException {
    return start(configuration, run, Workers.alone(), listener, stop);
  }

  /**
   * Starts a run, or one of several workers of it.
   *
   * @param run its folder, which must not hold a run yet
   * @param stop when it becomes true, the run writes a checkpoint and returns
   * @return steps done in all
   * @throws org.delocate.training.configuration.ConfigurationException if the folder holds a run
   *     already, a value is out of range, the device is not there, or the store has nothing to
   *     learn from
   * @throws org.delocate.training.group.WorkerLostException if another worker does not take part
   *     any more
   * @throws org.delocate.training.step.DivergedException if the loss is no number any more
   */
  public long start(
      C configuration, Path run, Workers workers, TrainingListener listener, AtomicBoolean stop)
      throws InterruptedException {
    ConfigurationReader.check(configuration);
    requireDevice(configuration, workers);
    // The first worker alone writes in the folder of the run.
    RunFolder folder =
        workers.isFirst() ? RunFolder.start(run, configuration) : RunFolder.follow(run);
    return train(configuration, folder, workers, listener, stop);
  }

  /** Goes on with a run with this process alone. */
  public long resume(Path run, TrainingListener listener, AtomicBoolean stop)
      throws InterruptedException {
    return resume(run, Workers.alone(), listener, stop);
  }

  /**
   * Goes on with a run from its last checkpoint, by the configuration that lies in its folder.
   *
   * @throws org.delocate.training.configuration.ConfigurationException if the folder holds no run
   */
  public long resume(Path run, Workers workers, TrainingListener listener, AtomicBoolean stop)
      throws InterruptedException {
    RunFolder folder = workers.isFirst() ? RunFolder.resume(run) : RunFolder.follow(run);
    C configuration = ConfigurationReader.read(defaults, folder.configuration(), List.of());
    requireDevice(configuration, workers);
    return train(configuration, folder, workers, listener, stop);
  }

  /** Before a folder is written or a store is read, which takes a minute. */
  private static void requireDevice(TrainingConfiguration configuration, Workers workers) {
    TrainingDevice.of(configuration, workers.count() == 1);
  }

  private long train(
      C configuration,
      RunFolder folder,
      Workers workers,
      TrainingListener listener,
      AtomicBoolean stop)
      throws InterruptedException {
    Engine.operationThreads(configuration.run().threads());
    workers.share(configuration.run().accumulation());
    try (WorkerGroup group = WorkerGroup.join(workers)) {
      return trainer.train(configuration, new CurrentRun(folder, group, listener, stop));
    }
  }
}
