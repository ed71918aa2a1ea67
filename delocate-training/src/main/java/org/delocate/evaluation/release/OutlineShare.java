package org.delocate.evaluation.release;

import java.util.List;
import java.util.Optional;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;

/**
 * Which share of a face's probability a pixel must reach to lie within its outline.
 *
 * <p>A mask answers how likely a pixel is forged; a reader asks where the forgery is, if there is
 * one. A face of which the model is not sure has a faint mask throughout, so that one value for all
 * faces leaves it bare, however well its brightest region fits. [ours]
 */
final class OutlineShare {

  private static final int STEPS = 100;

  private final Calibrator calibrator;
  private final double authenticBelow;
  private final double shift;

  /**
   * For a calibration.
   *
   * @param authenticBelow what the probability of a face counts as at least
   * @param shift what will be added to the logits of the masks that faces were evaluated with
   */
  OutlineShare(Calibrator calibrator, double authenticBelow, double shift) {
    this.calibrator = calibrator;
    this.authenticBelow = authenticBelow;
    this.shift = shift;
  }

  /**
   * The share, in hundredths, with the largest mean IoU against the truth as given; empty where no
   * face has a known forged region. The smallest of equally good ones.
   */
  Optional<Double> best(List<EvaluatedFace> faces) {
    List<EvaluatedFace> forged =
        faces.stream()
            .filter(face -> face.given().filter(masks -> masks.outline().forged()).isPresent())
            .toList();
    if (forged.isEmpty()) {
      return Optional.empty();
    }
    double best = 1;
    double most = -1;
    for (int step = 1; step <= STEPS; step++) {
      double share = step / (double) STEPS;
      double overlap =
          MaskMetrics.intersectionOverUnion(
              forged.stream()
                  .map(face -> outlined(face, share))
                  .map(face -> face.given().orElseThrow().outline())
                  .toList());
      if (overlap > most) {
        most = overlap;
        best = share;
      }
    }
    return Optional.of(best);
  }

  /** A face outlined at a share, exact to the 8-bit steps in which its mask is counted. */
  EvaluatedFace outlined(EvaluatedFace face, double share) {
    double from = share * Math.max(authenticBelow, calibrator.probability(face.logit()));
    double unshifted = 1 / (1 + (1 - from) / from * Math.exp(shift));
    // The step whose lower end is nearest; where the mask is 0 nothing is outlined.
    int step = (int) Math.round(unshifted * (MaskSample.LEVELS - 1) + 0.5);
    return face.outlinedFrom(Math.max(1, Math.min(MaskSample.LEVELS, step)));
  }
}
