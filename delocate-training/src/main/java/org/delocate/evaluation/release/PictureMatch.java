package org.delocate.evaluation.release;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.delocate.evaluation.calibration.EvidenceFit;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.network.input.NetworkConfiguration.Texture;

/**
 * Brings the scores of pictures, which a texture network judges by another discriminant than faces
 * that move, to the scale of clips: as many real pictures as real clips then reach moderate and
 * weak evidence. Every source of pictures counts alike, however many it has. [ours]
 *
 * @param factor what a picture's logit is multiplied by
 * @param shift what is added then
 */
record PictureMatch(double factor, double shift) {

  /**
   * Matches validation pictures.
   *
   * @param faces pictures, at least two of them real
   * @param moderate logit that {@link EvidenceFit#MODERATE} of the real clips reach
   * @param weak logit that {@link EvidenceFit#WEAK} of the real clips reach
   * @throws IllegalArgumentException if real pictures do not differ
   */
  static PictureMatch of(List<EvaluatedFace> faces, double moderate, double weak) {
    List<EvaluatedFace> real = faces.stream().filter(face -> !face.forged()).toList();
    double high = quantile(real, 1 - EvidenceFit.MODERATE);
    double low = quantile(real, 1 - EvidenceFit.WEAK);
    if (!(high > low)) {
      throw new IllegalArgumentException("real pictures do not differ in their scores");
    }
    double factor = (moderate - weak) / (high - low);
    return new PictureMatch(factor, moderate - factor * high);
  }

  /** The lowest logit that so much of the weight of all faces does not exceed. */
  private static double quantile(List<EvaluatedFace> real, double share) {
    Map<String, Integer> counts = new HashMap<>();
    real.forEach(face -> counts.merge(face.source(), 1, Integer::sum));
    double passed = 0;
    double last = Double.NaN;
    for (EvaluatedFace face :
        real.stream().sorted(Comparator.comparingDouble(EvaluatedFace::logit)).toList()) {
      passed += 1.0 / counts.get(face.source()) / counts.size();
      last = face.logit();
      if (passed >= share) {
        break;
      }
    }
    return last;
  }

  /** The same face on the scale of clips. */
  EvaluatedFace matched(EvaluatedFace face) {
    return face.withLogit(factor * face.logit() + shift);
  }

  /** A texture network that gives pictures these scores. */
  Texture matched(Texture texture) {
    return texture.withStill(
        new Texture.Scale(factor * texture.still().gain(), factor * texture.still().bias() + shift),
        factor * texture.stillShare());
  }
}
