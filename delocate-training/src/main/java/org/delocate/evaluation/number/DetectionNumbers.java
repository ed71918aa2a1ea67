package org.delocate.evaluation.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/** The detection metrics by name, in the order of tables. */
public final class DetectionNumbers {

  /** Bins of the calibration error. */
  public static final int CALIBRATION_BINS = 15;

  private DetectionNumbers() {}

  /**
   * Metrics of calibrated probabilities.
   *
   * @param threshold probability from which a sample is called forged
   */
  public static Map<String, ToDoubleFunction<List<ScoredSample>>> metrics(double threshold) {
    Map<String, ToDoubleFunction<List<ScoredSample>>> metrics = new LinkedHashMap<>(ranking());
    metrics.put("accuracy", s -> DetectionMetrics.accuracy(s, threshold));
    metrics.put("falseAlarmRate", s -> DetectionMetrics.flaggedShare(s, false, threshold));
    metrics.put("detectionRate", s -> DetectionMetrics.flaggedShare(s, true, threshold));
    metrics.put(
        "calibrationError", s -> DetectionMetrics.expectedCalibrationError(s, CALIBRATION_BINS));
    metrics.put(
        "calibrationErrorEvenPrior",
        s -> DetectionMetrics.evenPriorCalibrationError(s, CALIBRATION_BINS));
    return metrics;
  }

  /** Metrics that need neither calibration nor threshold: only the order of scores counts. */
  public static Map<String, ToDoubleFunction<List<ScoredSample>>> ranking() {
    Map<String, ToDoubleFunction<List<ScoredSample>>> metrics = new LinkedHashMap<>();
    metrics.put("areaUnderRoc", DetectionMetrics::areaUnderRoc);
    metrics.put("averagePrecision", DetectionMetrics::averagePrecision);
    metrics.put("equalErrorRate", DetectionMetrics::equalErrorRate);
    metrics.put("detectionRateAt1Percent", s -> DetectionMetrics.truePositiveRateAt(s, 0.01));
    metrics.put("detectionRateAt5Percent", s -> DetectionMetrics.truePositiveRateAt(s, 0.05));
    return metrics;
  }

  /** Each metric with its interval. */
  public static Map<String, Interval> of(
      List<ScoredSample> samples,
      Map<String, ToDoubleFunction<List<ScoredSample>>> metrics,
      Bootstrap bootstrap) {
    Map<String, Interval> values = new LinkedHashMap<>();
    metrics.forEach((name, metric) -> values.put(name, bootstrap.of(samples, metric)));
    return values;
  }
}
