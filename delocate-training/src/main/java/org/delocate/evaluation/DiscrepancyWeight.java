package org.delocate.evaluation;

import java.util.List;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.network.ModelCard;

/**
 * How much the mapping discrepancy counts beside the classifier. The classifier sees that
 * discrepancy, too, but it learns from one answer a face, and soon leans on what tells the
 * forgeries that it was shown; the mapping module learns from every pixel. [ours]
 */
final class DiscrepancyWeight {

  private static final List<Double> WEIGHTS = List.of(0.0, 0.25, 0.5, 1.0, 2.0, 4.0);

  private DiscrepancyWeight() {}

  /**
   * Of 0 (the classifier alone), 1/4, 1/2, 1, 2 and 4 the one with the greatest area under the ROC
   * curve; the smallest of equally good ones.
   *
   * @param faces by networks that nothing calibrates
   */
  static double best(List<EvaluatedFace> faces) {
    double best = 0;
    double most = -1;
    for (double weight : WEIGHTS) {
      double area =
          DetectionMetrics.areaUnderRoc(
              faces.stream()
                  .map(face -> weighed(face, weight))
                  .map(EvaluatedFace::scored)
                  .toList());
      if (area > most) {
        most = area;
        best = weight;
      }
    }
    return best;
  }

  /** A face whose logit is the classifier's, with the discrepancy's share. */
  static EvaluatedFace weighed(EvaluatedFace face, double weight) {
    return weight == 0
        ? face
        : face.withLogit(
            face.logit() + weight * ModelCard.Calibration.meanLogarithm(face.discrepancies()));
  }
}
