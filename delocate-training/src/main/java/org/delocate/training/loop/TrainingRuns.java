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

/** How a run of either stage begins and goes on. */
public final class TrainingRuns {

  private TrainingRuns() {}

  /** Trains a stage from its configuration, in a folder that may hold a checkpoint. */
  @FunctionalInterface
  public interface Trainer<C extends Record & TrainingConfiguration> {
    long train(
        C configuration,
        RunFolder run,
        WorkerGroup workers,
        TrainingListener listener,
        AtomicBoolean stop)
        throws InterruptedException;
  }

  /**
   * Starts a run.
   *
   * @throws org.delocate.training.configuration.ConfigurationException if the folder holds a run
   *     already, a value is out of range, or the device is not there
   */
  public static <C extends Record & TrainingConfiguration> long start(
      Trainer<C> trainer,
      C configuration,
      Path run,
      Workers workers,
      TrainingListener listener,
      AtomicBoolean stop)
      throws InterruptedException {
    ConfigurationReader.check(configuration);
    requireDevice(configuration, workers);
    // The first worker alone writes in the folder of the run.
    RunFolder folder =
        workers.isFirst() ? RunFolder.start(run, configuration) : RunFolder.follow(run);
    return train(trainer, configuration, folder, workers, listener, stop);
  }

  /**
   * Goes on with a run, by the configuration that lies in its folder.
   *
   * @param defaults of what the run's configuration does not name, because it is older
   * @throws org.delocate.training.configuration.ConfigurationException if the folder holds no run
   */
  public static <C extends Record & TrainingConfiguration> long resume(
      Trainer<C> trainer,
      C defaults,
      Path run,
      Workers workers,
      TrainingListener listener,
      AtomicBoolean stop)
      throws InterruptedException {
    RunFolder folder = workers.isFirst() ? RunFolder.resume(run) : RunFolder.follow(run);
    C configuration = ConfigurationReader.read(defaults, folder.configuration(), List.of());
    requireDevice(configuration, workers);
    return train(trainer, configuration, folder, workers, listener, stop);
  }

  /** Before a folder is written or a store is read, which takes a minute. */
  private static void requireDevice(TrainingConfiguration configuration, Workers workers) {
    TrainingDevice.of(configuration, workers.count() == 1);
  }

  private static <C extends Record & TrainingConfiguration> long train(
      Trainer<C> trainer,
      C configuration,
      RunFolder folder,
      Workers workers,
      TrainingListener listener,
      AtomicBoolean stop)
      throws InterruptedException {
    Engine.operationThreads(configuration.run().threads());
    workers.share(configuration.run().accumulation());
    try (WorkerGroup group = WorkerGroup.join(workers)) {
      return trainer.train(configuration, folder, group, listener, stop);
    }
  }
}
