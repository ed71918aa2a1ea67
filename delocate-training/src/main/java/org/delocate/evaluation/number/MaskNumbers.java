package org.delocate.evaluation.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;

/** The localization metrics by name, in the order of tables. */
public final class MaskNumbers {

  private MaskNumbers() {}

  /** The metrics. */
  public static Map<String, ToDoubleFunction<List<MaskSample>>> metrics() {
    Map<String, ToDoubleFunction<List<MaskSample>>> metrics = new LinkedHashMap<>();
    metrics.put("pixelAreaUnderRoc", MaskMetrics::pixelAreaUnderRoc);
    metrics.put("intersectionOverUnion", MaskMetrics::intersectionOverUnion);
    metrics.put("f1", MaskMetrics::f1);
    metrics.put("pixelAccuracy", MaskMetrics::pixelAccuracy);
    metrics.put("iinc", MaskMetrics::iinc);
    metrics.put("paintedShareOfReal", MaskMetrics::paintedShareOfReal);
    return metrics;
  }

  /** Each metric with its interval. */
  public static Map<String, Interval> of(List<MaskSample> samples, Bootstrap bootstrap) {
    Map<String, Interval> values = new LinkedHashMap<>();
    metrics()
        .forEach(
            (name, metric) -> values.put(name, bootstrap.of(samples, MaskSample::group, metric)));
    return values;
  }
}
