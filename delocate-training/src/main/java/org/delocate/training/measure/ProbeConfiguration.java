package org.delocate.training.measure;

import static org.delocate.setting.Source.OURS;
import static org.delocate.setting.Source.RUN;

import org.delocate.network.engine.Precision;
import org.delocate.setting.Flat;
import org.delocate.setting.Setting;
import org.delocate.training.configuration.Optimization;
import org.delocate.training.configuration.Schedule;
import org.delocate.training.pair.PairBatches;

/**
 * A probe of stage 1: how well its encoder tells real faces from forged ones, which nobody taught
 * it. One linear layer reads the mean of the encoder's tokens of the whole face.
 */
public record ProbeConfiguration(
    @Setting(source = RUN, value = "folder of prepared faces") String store,
    @Setting(source = RUN, value = "checkpoint of stage 1") String recovering,
    @Setting(
            source = OURS,
            oneOf = {LINEAR, FINE_TUNED},
            value = "linear: the encoder is frozen; fine-tuned: it learns too")
        String mode,
    @Flat ProbePairs drawing,
    @Flat PairBatches batches,
    Optimization optimization,
    @Setting(source = RUN, value = "of the encoder") Precision precision,
    @Setting(source = RUN, min = 1, max = 1024, value = "threads of the engine") int threads,
    @Setting(source = OURS, min = 1, max = 1e9, value = "pairs of the split val to measure on")
        int validationPairs) {

  private static final String LINEAR = "linear";
  private static final String FINE_TUNED = "fine-tuned";

  /** A linear probe on the pairs of the dataset; a store and a checkpoint must be named. */
  public static ProbeConfiguration defaults() {
    return new ProbeConfiguration(
        "",
        "",
        LINEAR,
        ProbePairs.ofDataset(),
        PairBatches.standard(16),
        new Optimization("adamw", new Schedule(3e-3, 1e-5, 20, 400), 0.9, 0.999, 0.01, 1.0, 0),
        Precision.AUTO,
        2,
        400);
  }

  boolean isFineTuned() {
    return mode.equals(FINE_TUNED);
  }
}
