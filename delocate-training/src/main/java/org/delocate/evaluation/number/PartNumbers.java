package org.delocate.evaluation.number;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.evidence.PartValues;

/**
 * What a number that each hidden part of a face has tells by itself: whether it is larger for
 * forged faces than for real ones. Of the recovery error, that is what stage 1 alone knows; of the
 * discrepancy, what the mapping module makes of it. The classifier takes no part.
 */
public final class PartNumbers {

  /** The mean of the parts. */
  static final String ALL_PARTS = "allParts";

  private PartNumbers() {}

  /** Each part, and the mean of the three, by name. */
  private static Map<String, ToDoubleFunction<PartValues>> parts() {
    Map<String, ToDoubleFunction<PartValues>> parts = new LinkedHashMap<>();
    parts.put("eyes", PartValues::eyes);
    parts.put("cheekAndNose", PartValues::cheekAndNose);
    parts.put("lips", PartValues::lips);
    parts.put(ALL_PARTS, PartValues::mean);
    return parts;
  }

  /** Frame AUC of each part's number as the score. */
  static Map<String, Interval> of(
      List<EvaluatedFace> faces,
      Function<EvaluatedFace, PartValues> measured,
      Bootstrap bootstrap) {
    Map<String, Interval> numbers = new LinkedHashMap<>();
    parts()
        .forEach(
            (name, part) -> {
              List<ScoredSample> scores =
                  faces.stream()
                      .map(
                          face ->
                              new ScoredSample(
                                  face.key(),
                                  face.forged(),
                                  part.applyAsDouble(measured.apply(face)),
                                  face.group()))
                      .toList();
              numbers.put(name, bootstrap.of(scores, DetectionMetrics::areaUnderRoc));
            });
    return numbers;
  }
}
