package org.delocate.evaluation;

import java.util.List;
import java.util.Optional;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;

/** From which residual on a pixel counts as painted: the baseline's only free number. */
public final class ResidualThreshold {

  private ResidualThreshold() {}

  /**
   * The 8-bit step with the largest mean IoU against the truth as given; empty where no face has a
   * known forged region. The smallest of equally good ones.
   */
  public static Optional<Integer> best(List<EvaluatedFace> faces) {
    List<MaskSample> residuals =
        faces.stream()
            .flatMap(face -> face.given().stream())
            .map(MaskScores::residual)
            .filter(MaskSample::forged)
            .toList();
    if (residuals.isEmpty()) {
      return Optional.empty();
    }
    int best = 1;
    double most = -1;
    for (int level = 1; level < MaskSample.LEVELS; level++) {
      int from = level;
      double overlap =
          MaskMetrics.intersectionOverUnion(
              residuals.stream().map(sample -> sample.paintedFrom(from)).toList());
      if (overlap > most) {
        most = overlap;
        best = level;
      }
    }
    return Optional.of(best);
  }

  /** The faces with their residuals painted from the step that is best on these very faces. */
  public static List<EvaluatedFace> applied(List<EvaluatedFace> faces) {
    return best(faces)
        .map(level -> faces.stream().map(face -> face.residualFrom(level)).toList())
        .orElse(faces);
  }
}
