package org.delocate.network.analysis;

import java.util.Objects;
import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;

/**
 * How inference uses the machine.
 *
 * @param threads faces analysed side by side, at least 1; best is one for each core
 * @param precision in what numbers the networks calculate; on a GPU in fp32, whatever is faster on
 *     the processor
 * @param device what they calculate on
 */
public record AnalyzerOptions(int threads, Precision precision, ComputeDevice device) {

  public AnalyzerOptions {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(device, "device");
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    if (device == ComputeDevice.CUDA && precision == Precision.BF16) {
      throw new IllegalArgumentException("on a GPU networks calculate in fp32, not in bf16");
    }
  }

  /** On the processor. */
  public AnalyzerOptions(int threads, Precision precision) {
    this(threads, precision, ComputeDevice.CPU);
  }

  /** One thread for each core; bf16 where it is faster. */
  public static AnalyzerOptions defaults() {
    return new AnalyzerOptions(Runtime.getRuntime().availableProcessors(), Precision.AUTO);
  }

  /**
   * Whether the networks calculate on a GPU. Loads LibTorch, but for {@link ComputeDevice#CPU}.
   *
   * @throws IllegalStateException if CUDA is asked for and not there
   */
  public boolean isOnGpu() {
    return precision != Precision.BF16 && device.resolved() == ComputeDevice.CUDA;
  }
}
