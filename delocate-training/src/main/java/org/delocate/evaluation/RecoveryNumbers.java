package org.delocate.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/**
 * What stage 1 alone knows: whether the error with which hidden parts of a face are recovered is
 * larger for forged faces than for real ones. No network of stage 2 takes part.
 */
public final class RecoveryNumbers {

  /** The mean of the parts. */
  static final String ALL_PARTS = "allParts";

  private RecoveryNumbers() {}

  /** The error of each part, and the mean of the three, by name. */
  private static Map<String, ToDoubleFunction<EvaluatedFace>> errors() {
    Map<String, ToDoubleFunction<EvaluatedFace>> errors = new LinkedHashMap<>();
    errors.put("eyes", EvaluatedFace::eyesError);
    errors.put("cheekAndNose", EvaluatedFace::cheekAndNoseError);
    errors.put("lips", EvaluatedFace::lipsError);
    errors.put(
        ALL_PARTS, face -> (face.eyesError() + face.cheekAndNoseError() + face.lipsError()) / 3);
    return errors;
  }

  /** Frame AUC of each recovery error as the score. */
  static Map<String, Interval> of(List<EvaluatedFace> faces, Bootstrap bootstrap) {
    Map<String, Interval> numbers = new LinkedHashMap<>();
    errors()
        .forEach(
            (name, error) -> {
              List<ScoredSample> scores =
                  faces.stream()
                      .map(
                          face ->
                              new ScoredSample(
                                  face.key(),
                                  face.forged(),
                                  error.applyAsDouble(face),
                                  face.group()))
                      .toList();
              numbers.put(name, bootstrap.of(scores, DetectionMetrics::areaUnderRoc));
            });
    return numbers;
  }
}
