package org.delocate.evaluation.calibration;

import org.delocate.metrics.ScoredSample;

/**
 * What models that had not seen a clip's source make of it.
 *
 * @param clip its name, one of a kind
 * @param page the source; clips of one are alike
 * @param forged the truth
 * @param logit the clip's most suspicious person, mean over the scored frames
 */
public record ClipScore(String clip, String page, boolean forged, double logit) {

  public ClipScore {
    if (!Double.isFinite(logit)) {
      throw new IllegalArgumentException("the score of clip " + clip + " is " + logit);
    }
  }

  ScoredSample sample() {
    return new ScoredSample(clip, forged, logit, page);
  }
}
