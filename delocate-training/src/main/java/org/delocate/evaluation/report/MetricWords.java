package org.delocate.evaluation.report;

import java.util.Locale;
import java.util.Map;
import org.delocate.metrics.Interval;

/** Metrics as people read them. */
public final class MetricWords {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("areaUnderRoc", "AUC"),
          Map.entry("averagePrecision", "average precision"),
          Map.entry("equalErrorRate", "equal error rate"),
          Map.entry("detectionRateAt1Percent", "found at 1 % false alarms"),
          Map.entry("detectionRateAt5Percent", "found at 5 % false alarms"),
          Map.entry("accuracy", "accuracy at the threshold"),
          Map.entry("falseAlarmRate", "false alarms at the threshold"),
          Map.entry("detectionRate", "found at the threshold"),
          Map.entry("calibrationError", "calibration error"),
          Map.entry("calibrationErrorEvenPrior", "calibration error, even prior"),
          Map.entry("pixelAreaUnderRoc", "pixel AUC"),
          Map.entry("intersectionOverUnion", "IoU"),
          Map.entry("f1", "F1"),
          Map.entry("pixelAccuracy", "PBCA"),
          Map.entry("iinc", "IINC (lower is better)"),
          Map.entry("paintedShareOfReal", "share of a real face painted"),
          Map.entry("cheekAndNose", "cheek and nose"),
          Map.entry("allParts", "all parts"),
          Map.entry("faces", "faces"),
          Map.entry("forgedFaces", "of them forged"),
          Map.entry("videos", "videos"),
          Map.entry("forgedVideos", "of them forged"),
          Map.entry("facesWithTruth", "faces with a known region"),
          Map.entry("abstainedReal", "real videos abstained on"),
          Map.entry("abstainedForged", "forged videos abstained on"));

  private MetricWords() {}

  /** A metric's name for people; an unknown one as it is. */
  public static String of(String metric) {
    return WORDS.getOrDefault(metric, metric);
  }

  /** A number with its interval; a dash where it has no meaning. */
  public static String number(Interval interval) {
    if (interval == null || !Double.isFinite(interval.value())) {
      return "–";
    }
    return Double.isFinite(interval.low())
        ? interval.format()
        : String.format(Locale.ROOT, "%.3f", interval.value());
  }
}
