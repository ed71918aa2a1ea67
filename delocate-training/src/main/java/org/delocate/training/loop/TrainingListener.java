package org.delocate.training.loop;

import java.util.Map;

/** Hears how a run goes, for a progress bar or plain lines. */
public interface TrainingListener {

  /** The run begins, or goes on after so many steps. */
  default void started(long step, long steps) {}

  /**
   * A step is done.
   *
   * @param step steps done
   * @param steps of the whole run
   * @param losses means since the last call
   * @param facesPerSecond since the last call
   */
  void progress(long step, long steps, Map<String, Double> losses, double facesPerSecond);

  /** A validation is done; {@code best} says whether it is the best so far. */
  void validated(long step, Map<String, Double> values, boolean best);

  /** The run ends before its last step: validation has not become better for long enough. */
  default void endedEarly(long step, long bestStep) {}
}
