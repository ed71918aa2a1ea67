package org.delocate.cli.option;

import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;
import picocli.CommandLine.Option;

/** What networks calculate on and in. */
public final class DeviceOption {

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      description =
          "Numbers of the networks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "cpu",
      description =
          "What the networks calculate on: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
              + " A GPU takes a build with -Pgpu, and has not been measured.")
  private ComputeDevice device;

  public Precision precision() {
    return precision;
  }

  /**
   * The device.
   *
   * @throws UsageException if it is not there, or does not calculate in the numbers asked for
   */
  public ComputeDevice device() {
    return ofNetworks(1).device();
  }

  /**
   * How the networks use the machine.
   *
   * @throws UsageException as {@link #device}
   */
  public AnalyzerOptions ofNetworks(int threads) {
    ComputeDevice there;
    try {
      boolean gpu = new AnalyzerOptions(1, precision, device).isOnGpu();
      there = gpu ? ComputeDevice.CUDA : ComputeDevice.CPU;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UsageException("--device: " + e.getMessage(), e);
    }
    return new AnalyzerOptions(threads, precision, there);
  }
}
