package org.delocate.training.run;

import java.util.Map;
import java.util.TreeMap;
import org.delocate.training.group.WorkerGroup;

/**
 * Where a run stands.
 *
 * @param step steps done
 * @param bestMerit of the best validation; −∞ before the first
 * @param bestStep steps done at the best validation
 * @param stale validations since the best one
 * @param sums of the losses since the last line of the log
 */
public record RunState(
    long step, double bestMerit, long bestStep, int stale, Map<String, Double> sums) {

  public RunState {
    // Runs of earlier versions did not write them.
    sums = sums == null ? Map.of() : Map.copyOf(sums);
  }

  public static RunState fresh() {
    return new RunState(0, Double.NEGATIVE_INFINITY, -1, 0, Map.of());
  }

  /** After one more step, with these losses. */
  public RunState stepped(Map<String, Double> losses) {
    Map<String, Double> more = new TreeMap<>(sums);
    losses.forEach((name, loss) -> more.merge(name, loss, Double::sum));
    return new RunState(step + 1, bestMerit, bestStep, stale, more);
  }

  /** After a line of the log. */
  public RunState logged() {
    return new RunState(step, bestMerit, bestStep, stale, Map.of());
  }

  /** As the first worker stands after a validation, of which the others know nothing. */
  public RunState agreed(WorkerGroup workers) {
    double[] first = workers.fromFirst(bestMerit, (double) bestStep, stale);
    return new RunState(step, first[0], (long) first[1], (int) first[2], sums);
  }

  /** After a validation. */
  public RunState validated(double merit) {
    return merit > bestMerit
        ? new RunState(step, merit, step, 0, sums)
        : new RunState(step, bestMerit, bestStep, stale + 1, sums);
  }
}
