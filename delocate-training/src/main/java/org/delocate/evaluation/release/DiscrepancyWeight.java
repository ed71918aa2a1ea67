package org.delocate.evaluation.release;

import java.util.List;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.metrics.DetectionMetrics;

/**
 * How much the mapping discrepancy counts beside the classifier. The classifier sees that
 * discrepancy, too, but it learns from one answer a face, and soon leans on what tells the
 * forgeries that it was shown; the mapping module learns from every pixel. [ours]
 */
final class DiscrepancyWeight {

  private static final List<Double> WEIGHTS = List.of(0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0);

  private DiscrepancyWeight() {}

  /**
   * Of 0 (the classifier alone) and the powers of 2 from 2 to 64 the one with the greatest area
   * under the ROC curve; the smallest of equally good ones.
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

  /** A face to whose logit, the classifier's, that of the discrepancy is added. */
  static EvaluatedFace weighed(EvaluatedFace face, double weight) {
    return weight == 0
        ? face
        : face.withLogit(face.logit() + weight * face.discrepancies().meanRoot());
  }
}
