package org.delocate.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples by descending score; equal scores form one step, so that no order among them is invented.
 *
 * @param steps from the highest score down
 * @param forged samples in all
 * @param real samples in all
 */
record RankedScores(List<Step> steps, long forged, long real) {

  /** The samples of one score. */
  record Step(double score, long forged, long real) {}

  static RankedScores of(List<ScoredSample> samples) {
    ScoredSample[] sorted = samples.toArray(ScoredSample[]::new);
    Arrays.sort(sorted, (left, right) -> Double.compare(right.score(), left.score()));
    List<Step> steps = new ArrayList<>();
    long allForged = 0;
    long allReal = 0;
    int i = 0;
    while (i < sorted.length) {
      double score = sorted[i].score();
      long forged = 0;
      long real = 0;
      while (i < sorted.length && sorted[i].score() == score) {
        if (sorted[i].forged()) {
          forged++;
        } else {
          real++;
        }
        i++;
      }
      steps.add(new Step(score, forged, real));
      allForged += forged;
      allReal += real;
    }
    return new RankedScores(steps, allForged, allReal);
  }

  boolean hasBothClasses() {
    return forged > 0 && real > 0;
  }
}
