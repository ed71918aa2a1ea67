package org.delocate.evaluation.score;

/** Hears how far an evaluation is. */
@FunctionalInterface
public interface EvaluationProgress {

  /** So many faces are done, of so many. */
  void done(long faces, long all);
}
