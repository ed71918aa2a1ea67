package org.delocate.evaluation.calibration;

import java.util.Arrays;
import java.util.List;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.metrics.BinomialBound;
import org.delocate.metrics.Bootstrap;
import org.delocate.network.evidence.EvidenceLevels;

/**
 * Fits what a score means to clips whose sources the scoring models had not seen: probability by
 * maximum likelihood ({@link PlattScaling}), and the three steps of evidence by counting real
 * clips, so that at most 1, 5 and 20 % of them reach strong, moderate and weak.
 *
 * @param calibrator from a logit to a probability
 * @param levels the steps
 */
public record EvidenceFit(Calibrator calibrator, EvidenceLevels levels) {

  /** Shares of real clips that may reach strong, moderate and weak evidence. */
  static final double STRONG = 0.01;

  public static final double MODERATE = 0.05;
  public static final double WEAK = 0.2;

  /** Of fewer real clips, 5 % are not one. */
  static final int FEWEST_REAL = 20;

  /**
   * Above the highest real clip, where no clip shows how far: so much in units of logits. [ours]
   */
  private static final double MARGIN = 1e-3;

  /**
   * The fit.
   *
   * @param scores of real and forged clips
   * @param protocol how they were scored, in words
   * @throws IllegalArgumentException if there are fewer than 20 real clips, or no forged one
   */
  public static EvidenceFit of(List<ClipScore> scores, String protocol) {
    List<ClipScore> real = scores.stream().filter(score -> !score.forged()).toList();
    if (real.size() < FEWEST_REAL) {
      throw new IllegalArgumentException(
          "evidence needs at least " + FEWEST_REAL + " real clips; there are " + real.size());
    }
    Calibrator calibrator = PlattScaling.fit(scores.stream().map(ClipScore::sample).toList());
    return new EvidenceFit(
        calibrator,
        new EvidenceLevels(
            level(real, STRONG, calibrator),
            level(real, MODERATE, calibrator),
            level(real, WEAK, calibrator),
            real.size(),
            (int) real.stream().map(ClipScore::page).distinct().count(),
            protocol));
  }

  private static EvidenceLevels.Level level(
      List<ClipScore> real, double allowed, Calibrator calibrator) {
    double from = calibrator.probability(from(real, allowed));
    int alarms =
        (int) real.stream().filter(clip -> calibrator.probability(clip.logit()) >= from).count();
    double share = (double) alarms / real.size();
    // Clips of one page are alike: by pages, the interval may be wider than that of single clips.
    double byPages =
        Bootstrap.standard()
            .of(
                real,
                ClipScore::page,
                clips ->
                    clips.stream()
                        .mapToInt(clip -> calibrator.probability(clip.logit()) >= from ? 1 : 0)
                        .average()
                        .orElse(Double.NaN))
            .high();
    return new EvidenceLevels.Level(
        from, share, Math.max(BinomialBound.upper(alarms, real.size()), byPages));
  }

  /** The logit half way between the highest real clip that may not reach it and the next one. */
  private static double from(List<ClipScore> real, double allowed) {
    double[] logits = real.stream().mapToDouble(ClipScore::logit).sorted().toArray();
    int highestBelow = logits.length - 1 - (int) (allowed * logits.length);
    double below = logits[highestBelow];
    return (below
            + Arrays.stream(logits).filter(logit -> logit > below).min().orElse(below + 2 * MARGIN))
        / 2;
  }
}
