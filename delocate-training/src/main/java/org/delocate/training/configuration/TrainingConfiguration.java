package org.delocate.training.configuration;

/** What the configurations of both stages say about the run itself. */
public interface TrainingConfiguration {

  /** How it is carried out. */
  RunSettings run();

  /** Faces of a step, all its batches together. */
  int facesPerStep();

  /** Off, unless the stage has it. */
  default MetaLearning metaLearning() {
    return MetaLearning.off();
  }
}
