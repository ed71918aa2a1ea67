package org.delocate.evaluation.number;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;

/** From which value on a pixel counts as painted, chosen on faces whose truth is known. */
public final class MaskThreshold {

  private MaskThreshold() {}

  /**
   * The 8-bit step with the largest mean IoU against the truth as given; empty where no face has a
   * known forged region. The smallest of equally good ones.
   *
   * @param painter whose masks
   * @param mostOfReal share of a real face that may be painted on average, 0 to 1; steps that paint
   *     more are left out, all but the greatest
   */
  public static Optional<Integer> best(
      List<EvaluatedFace> faces, Function<MaskScores, MaskSample> painter, double mostOfReal) {
    List<MaskSample> masks =
        faces.stream().flatMap(face -> face.given().stream()).map(painter).toList();
    if (masks.stream().noneMatch(MaskSample::forged)) {
      return Optional.empty();
    }
    int best = MaskSample.LEVELS - 1;
    double most = -1;
    for (int level = 1; level < MaskSample.LEVELS; level++) {
      int from = level;
      List<MaskSample> painted = masks.stream().map(mask -> mask.paintedFrom(from)).toList();
      double overlap = MaskMetrics.intersectionOverUnion(painted);
      if (overlap > most && !(MaskMetrics.paintedShareOfReal(painted) > mostOfReal)) {
        most = overlap;
        best = level;
      }
    }
    return Optional.of(best);
  }

  /** The best step for the recovery residual: that baseline's only free number. */
  public static Optional<Integer> ofResidual(List<EvaluatedFace> faces) {
    return best(faces, MaskScores::residual, 1);
  }

  /**
   * What must be added to the logits of masks so that a step comes to lie at one half.
   *
   * @param level 8-bit step, 1 to 255: values that round to it or to more count as painted
   */
  public static double shift(int level) {
    double from = (level - 0.5) / (MaskSample.LEVELS - 1);
    return Math.log((1 - from) / from);
  }

  /** The faces with their residuals painted from the step that is best on these very faces. */
  public static List<EvaluatedFace> residualsAtTheirBest(List<EvaluatedFace> faces) {
    return ofResidual(faces)
        .map(level -> faces.stream().map(face -> face.residualFrom(level)).toList())
        .orElse(faces);
  }
}
