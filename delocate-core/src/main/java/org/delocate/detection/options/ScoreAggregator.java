package org.delocate.detection.options;

import java.util.Arrays;

/** Makes one score of the scores of one person's faces. */
public interface ScoreAggregator {

  /** The name in options and provenance, such as {@code mean}. */
  String name();

  /**
   * One logit for the whole track.
   *
   * @param logits of the faces, at least one, in any order; not changed
   */
  double aggregate(double[] logits);

  /**
   * The one of default options. Calibration, thresholds and evidence of models are measured with
   * it, so that they hold for no other.
   */
  static ScoreAggregator standard() {
    return mean();
  }

  /**
   * The mean of the logits: every face counts, and one wild frame cannot decide [ours]. The
   * default.
   */
  static ScoreAggregator mean() {
    return new ScoreAggregator() {
      @Override
      public String name() {
        return "mean";
      }

      @Override
      public double aggregate(double[] logits) {
        return Arrays.stream(logits).average().orElseThrow();
      }
    };
  }

  /**
   * The mean of the highest logits only: for videos that are forged in part [ours]. Calls real
   * videos forged more often than the mean does, since it looks at their worst frames.
   *
   * @param fraction of the faces that count, above 0 to 1; at least one face counts
   */
  static ScoreAggregator top(double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException("a top fraction of " + fraction + " is not within 0 to 1");
    }
    return new ScoreAggregator() {
      @Override
      public String name() {
        return "top-" + fraction;
      }

      @Override
      public double aggregate(double[] logits) {
        double[] sorted = logits.clone();
        Arrays.sort(sorted);
        int count = (int) Math.max(1, Math.round(fraction * sorted.length));
        return Arrays.stream(sorted, sorted.length - count, sorted.length).average().orElseThrow();
      }
    };
  }
}
