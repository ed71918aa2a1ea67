package org.delocate.network.engine;

import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/**
 * The library that calculates in training, in bf16 and where {@link OnnxEngine} is not: LibTorch,
 * and OpenBLAS below it.
 */
public final class Engine {

  static {
    NativeLibraries.unpack();
    // Slower than oneDNN, and it complains on standard error where the processor is not to its
    // taste.
    torch.globalContext().setUserEnabledNNPACK(false);
  }

  private Engine() {}

  /** Name and version, such as {@code LibTorch 2.10.0-1.5.13}. */
  public static String version() {
    try {
      return "LibTorch " + Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      return "LibTorch of unknown version";
    }
  }

  /** Instruction set that LibTorch's own kernels use here, such as {@code AVX512}. */
  public static String processorCapability() {
    try (BytePointer name = torch.get_cpu_capability()) {
      return name.getString();
    }
  }

  /**
   * Sets the threads within one operation, for the calling thread and for OpenBLAS everywhere.
   *
   * <p>OpenMP's threads and OpenBLAS's fight over the cores where both have several. Best is one
   * Java thread per core with {@code operationThreads(1)} in each, and its own share of the batch.
   *
   * @param threads at least 1
   */
  public static void operationThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads");
    }
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }

  /** Loads the engine and makes its process-wide settings; cheap when already done. */
  public static void start() {
    // The static block does it, once.
  }

  /** Seeds the engine's random generator, which initial weights come from. */
  public static void seed(long seed) {
    torch.manual_seed(seed);
  }
}
