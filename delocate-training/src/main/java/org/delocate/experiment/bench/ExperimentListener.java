package org.delocate.experiment.bench;

/** Hears how far an experiment is. */
public interface ExperimentListener {

  /** So much of the current part is done, 0 to 1. */
  void progress(String part, double share);

  /** A part is finished. */
  void finished(String part);
}
