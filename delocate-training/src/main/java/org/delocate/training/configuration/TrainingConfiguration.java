package org.delocate.training.configuration;

import org.delocate.network.engine.ComputeDevice;
import org.delocate.network.engine.Precision;

/** What the configurations of both stages say about the run itself. */
public interface TrainingConfiguration {

  /** Optimiser, schedule and number of steps. */
  Optimization optimization();

  /** Of the forward pass. */
  Precision precision();

  /** What the networks calculate on. */
  ComputeDevice device();

  /** Of the engine. */
  int threads();

  /** Batches whose mean gradient makes a step. */
  int accumulation();

  /** Faces of a step, all its batches together. */
  int facesPerStep();

  /** Steps between two checkpoints. */
  int checkpointEvery();

  /** Steps between two validations. */
  int validateEvery();

  /** Validations without a better one after which a run ends early; 0: never. */
  int patience();

  /** Off, unless the stage has it. */
  default MetaLearning metaLearning() {
    return MetaLearning.off();
  }
}
