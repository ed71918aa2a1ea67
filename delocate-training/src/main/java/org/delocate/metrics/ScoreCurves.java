package org.delocate.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * Curves of a scored set, for drawing. Samples of one score enter a curve together. A curve that
 * has no meaning, because a class is missing, is empty.
 */
public final class ScoreCurves {

  private ScoreCurves() {}

  /** A point of a curve. */
  public record Point(double x, double y) {}

  /** The ROC curve: false alarm rate and detection rate, from (0, 0) to (1, 1). */
  public static List<Point> roc(List<ScoredSample> samples) {
    RankedScores ranked = RankedScores.of(samples);
    List<Point> points = new ArrayList<>();
    if (!ranked.hasBothClasses()) {
      return points;
    }
    points.add(new Point(0, 0));
    long found = 0;
    long falseAlarms = 0;
    for (RankedScores.Step step : ranked.steps()) {
      found += step.forged();
      falseAlarms += step.real();
      points.add(new Point((double) falseAlarms / ranked.real(), (double) found / ranked.forged()));
    }
    return points;
  }

  /**
   * Recall and precision at each distinct threshold, from the highest down; the first point
   * continues the precision of the highest threshold to recall 0.
   */
  public static List<Point> precisionRecall(List<ScoredSample> samples) {
    RankedScores ranked = RankedScores.of(samples);
    List<Point> points = new ArrayList<>();
    if (!ranked.hasBothClasses()) {
      return points;
    }
    long found = 0;
    long flagged = 0;
    for (RankedScores.Step step : ranked.steps()) {
      found += step.forged();
      flagged += step.forged() + step.real();
      double precision = (double) found / flagged;
      if (points.isEmpty()) {
        points.add(new Point(0, precision));
      }
      points.add(new Point((double) found / ranked.forged(), precision));
    }
    return points;
  }
}
