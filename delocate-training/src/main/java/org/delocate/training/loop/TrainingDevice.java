package org.delocate.training.loop;

import org.delocate.network.engine.ComputeDevice;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.TrainingConfiguration;

/** What a run calculates on. */
final class TrainingDevice {

  private TrainingDevice() {}

  /**
   * The device that a configuration means on this machine.
   *
   * @param alone whether one process has the run for itself; several exchange gradients through the
   *     processor's memory, and stay there
   * @throws ConfigurationException if CUDA is asked for and cannot be had
   */
  static ComputeDevice of(TrainingConfiguration configuration, boolean alone) {
    ComputeDevice wanted = configuration.run().device();
    if (alone) {
      try {
        return wanted.resolved();
      } catch (IllegalStateException e) {
        throw new ConfigurationException("device CUDA: " + e.getMessage(), e);
      }
    }
    if (wanted == ComputeDevice.CUDA) {
      throw new ConfigurationException(
          "device CUDA: several workers share a run on processors only");
    }
    return ComputeDevice.CPU;
  }
}
