package org.delocate.training;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.NativeLibraries;

/** Threads of the engine's parallel regions. */
final class EngineThreads {

  private EngineThreads() {}

  /**
   * Sets them. OpenBLAS keeps its own threads, which {@code set_num_threads} does not reach; unless
   * the process runs with {@code OMP_WAIT_POLICY=PASSIVE}, the two fight over the cores.
   */
  static void use(int threads) {
    NativeLibraries.unpack();
    torch.set_num_threads(threads);
    openblas_nolapack.blas_set_num_threads(threads);
  }
}
