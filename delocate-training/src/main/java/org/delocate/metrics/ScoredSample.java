package org.delocate.metrics;

/**
 * One scored face, frame or video.
 *
 * @param key identifies it in {@code scores.csv}
 * @param forged the truth
 * @param score any finite number that is larger where the detector believes more in a forgery
 * @param group the unit that the bootstrap draws: samples of one video stay together
 */
public record ScoredSample(String key, boolean forged, double score, String group) {

  public ScoredSample {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("the score of " + key + " is " + score);
    }
  }
}
