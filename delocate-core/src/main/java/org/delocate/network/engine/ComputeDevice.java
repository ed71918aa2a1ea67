package org.delocate.network.engine;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.global.torch;

/** What networks calculate on. */
public enum ComputeDevice {
  /** The processor. */
  CPU,
  /** The first NVIDIA GPU; takes an engine that is built for CUDA. */
  CUDA,
  /** {@link #CUDA} where engine and machine have it, else {@link #CPU}. */
  AUTO;

  /**
   * Either {@link #CPU} or {@link #CUDA}: what this choice means on this machine.
   *
   * @throws IllegalStateException if CUDA is asked for and not there
   */
  public ComputeDevice resolved() {
    if (this == CPU) {
      return CPU;
    }
    Engine.start();
    boolean there = torch.cuda_is_available();
    if (this == CUDA && !there) {
      throw new IllegalStateException(
          "there is no CUDA device here, or the engine is not built for one");
    }
    return there ? CUDA : CPU;
  }

  /**
   * Moves a module there; handles of its tensors stay valid. To be called before anything is
   * calculated with it.
   *
   * @throws IllegalStateException if CUDA is asked for and not there
   */
  public void hold(Module module) {
    if (resolved() == CUDA) {
      try (Device device = new Device(torch.DeviceType.CUDA)) {
        module.to(device, false);
      }
    }
  }
}
