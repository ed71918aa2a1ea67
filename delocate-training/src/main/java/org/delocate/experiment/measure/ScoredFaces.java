package org.delocate.experiment.measure;

import java.util.List;
import java.util.Optional;
import org.delocate.dataset.record.Label;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.ScoredSample;

/** The faces of a sample under one condition, in the order of the sample. */
record ScoredFaces(List<Face> faces) {

  /** Logits of the real or of the forged ones. */
  List<ScoredSample> logits(boolean forged) {
    return faces.stream().filter(face -> face.forged() == forged).map(Face::scored).toList();
  }

  /**
   * One face.
   *
   * @param truth forged pixels
   * @param painted pixels painted as forged
   * @param both pixels that are both
   * @param pixels all; 0 where the truth is not known
   */
  record Face(
      String key,
      String group,
      boolean forged,
      double logit,
      long truth,
      long painted,
      long both,
      long pixels) {

    static Face of(EvaluatedFace face) {
      Optional<MaskScores> masks = face.given();
      return new Face(
          face.key(),
          face.group(),
          face.label() == Label.FAKE,
          face.logit(),
          masks.map(scores -> scores.model().truth()).orElse(0L),
          masks.map(scores -> scores.model().predicted()).orElse(0L),
          masks.map(scores -> scores.model().both()).orElse(0L),
          masks.map(scores -> scores.model().pixels()).orElse(0L));
    }

    ScoredSample scored() {
      return new ScoredSample(key, forged, logit, group);
    }
  }
}
