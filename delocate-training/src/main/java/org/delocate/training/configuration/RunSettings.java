package org.delocate.training.configuration;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;
import org.delocate.setting.Setting;

/** How a run of either stage is carried out. Its keys stand among those of the stage. */
public record RunSettings(
    @Setting(
            source = OURS,
            min = 1,
            max = 65536,
            value = "batches whose mean gradient makes a step")
        int accumulation,
    Optimization optimization,
    @Setting(source = RUN, value = "of the forward pass on the processor; a GPU calculates in FP32")
        Precision precision,
    @Setting(source = RUN, value = "what the networks calculate on") ComputeDevice device,
    @Setting(source = RUN, min = 1, max = 1024, value = "threads of the engine") int threads,
    @Setting(source = RUN, min = 1, max = 1e9, value = "steps between two checkpoints")
        int checkpointEvery,
    @Setting(source = OURS, min = 1, max = 1e9, value = "steps between two validations")
        int validateEvery,
    @Setting(
            source = OURS,
            max = 1e9,
            value = "validations without a better one after which a run ends early; 0: never")
        int patience) {

  /** Batch by batch, on whatever is there. */
  public static RunSettings standard(Optimization optimization) {
    return new RunSettings(1, optimization, Precision.AUTO, ComputeDevice.AUTO, 2, 200, 500, 0);
  }
}
