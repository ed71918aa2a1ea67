package org.delocate.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.evaluation.number.DetectionNumbers;
import org.delocate.metrics.CalibrationBin;
import org.delocate.metrics.ScoreCurves;
import org.delocate.metrics.ScoredSample;

/** The curves of scored sets. */
public final class EvaluationCharts {

  private static final int HISTOGRAM_BINS = 25;

  private EvaluationCharts() {}

  /** ROC curves of several sets. */
  public static Chart roc(Map<String, List<ScoredSample>> sets) {
    Chart chart =
        new Chart(
            "ROC", Axis.share("real ones called forged"), Axis.share("forged ones called forged"));
    sets.forEach((name, scores) -> chart.add(line(name, ScoreCurves.roc(scores))));
    return chart.reference(0, 0, 1, 1);
  }

  /** Precision–recall curves of several sets. */
  public static Chart precisionRecall(Map<String, List<ScoredSample>> sets) {
    Chart chart = new Chart("Precision and recall", Axis.share("recall"), Axis.share("precision"));
    sets.forEach((name, scores) -> chart.add(line(name, ScoreCurves.precisionRecall(scores))));
    return chart;
  }

  /** How the probabilities of both classes spread, each class as shares of its own. */
  public static Chart histogram(String name, List<ScoredSample> scores, double threshold) {
    List<Series.Bar> real = bars(scores, false);
    List<Series.Bar> forged = bars(scores, true);
    double most =
        java.util.stream.Stream.concat(real.stream(), forged.stream())
            .mapToDouble(Series.Bar::height)
            .max()
            .orElse(1);
    Axis shares = Axis.around("share of the class", 0, most);
    return new Chart("Scores: " + name, Axis.share("probability of forgery"), shares)
        .add(new Series.Bars("real", real))
        .add(new Series.Bars("forged", forged))
        .reference(threshold, 0, threshold, shares.high());
  }

  private static List<Series.Bar> bars(List<ScoredSample> scores, boolean forged) {
    List<ScoredSample> some = scores.stream().filter(s -> s.forged() == forged).toList();
    return CalibrationBin.of(some, HISTOGRAM_BINS).stream()
        .map(
            bin ->
                new Series.Bar(
                    bin.low(), bin.high(), (double) bin.samples() / Math.max(1, some.size())))
        .toList();
  }

  /** Said probability against the share that is forged, for several sets. */
  public static Chart reliability(String title, Map<String, List<ScoredSample>> sets) {
    Chart chart =
        new Chart(
            title,
            Axis.share("mean probability of a bin"),
            Axis.share("share of it that is forged"));
    sets.forEach(
        (name, scores) -> {
          List<Series.Measurement> points = new ArrayList<>();
          for (CalibrationBin bin : CalibrationBin.of(scores, DetectionNumbers.CALIBRATION_BINS)) {
            if (bin.samples() > 0) {
              double error =
                  1.96 * Math.sqrt(bin.forgedShare() * (1 - bin.forgedShare()) / bin.samples());
              points.add(
                  new Series.Measurement(
                      bin.meanProbability(),
                      bin.forgedShare(),
                      Math.max(0, bin.forgedShare() - error),
                      Math.min(1, bin.forgedShare() + error)));
            }
          }
          chart.add(new Series.Measured(name, true, points));
        });
    return chart.reference(0, 0, 1, 1);
  }

  private static Series.Line line(String name, List<ScoreCurves.Point> points) {
    return new Series.Line(
        name, points.stream().map(point -> new Series.Point(point.x(), point.y())).toList());
  }
}
