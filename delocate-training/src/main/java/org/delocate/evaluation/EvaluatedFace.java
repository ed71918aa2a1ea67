package org.delocate.evaluation;

import java.util.Optional;
import org.delocate.dataset.Label;
import org.delocate.metrics.MaskSample;

/**
 * A stored face with what the model says of it; the picture itself is not kept.
 *
 * @param key of the face in its store
 * @param group the face that it stems from: a fake and its original are drawn together by the
 *     bootstrap
 * @param label the truth
 * @param method how a fake was made
 * @param source where it comes from
 * @param logit of the classifier
 * @param eyesError recovery error of the part, pixels 0 to 1
 * @param cheekAndNoseError likewise
 * @param lipsError likewise
 * @param mask the painted mask against the truth; empty where the truth is not known
 * @param ellipse a fixed ellipse in the face box against the truth: what a mask must beat
 */
public record EvaluatedFace(
    String key,
    String group,
    Label label,
    String method,
    String source,
    double logit,
    double eyesError,
    double cheekAndNoseError,
    double lipsError,
    Optional<MaskSample> mask,
    Optional<MaskSample> ellipse) {

  boolean forged() {
    return label == Label.FAKE;
  }
}
