package org.delocate.network.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.evidence.PartValues;

/**
 * From a logit to a probability: {@code sigmoid(logit / temperature + bias)}.
 *
 * @param method how it was fitted, such as {@code temperature+bias}, or {@code none}
 * @param temperature above 0
 * @param threshold probability from which a face counts as forged, within 0..1
 * @param authenticBelow probability below which a face counts as authentic; between the two the
 *     answer is open. Null where there is no such zone
 * @param maskBias added to the logits of a painted mask, so that what reaches one half is what fits
 *     the true masks of validation faces best. Null or 0: they stay as they are
 * @param outlineShare pixels lie within a face's outline where their value of the mask reaches this
 *     share of the face's probability, which counts as no less than {@code authenticBelow}: where
 *     the forgery is, if there is one. Above 0, at most 1. Null: the outline is around what reaches
 *     one half [ours]
 * @param discrepancyWeight times the mean distance of the mapped from the recovered face in the
 *     parts ({@link PartValues#meanRoot}), which is added to the classifier's logit before all
 *     else: it tells forgeries that the classifier misses, of other datasets above all [ours]. At
 *     least 0. Null: the classifier decides alone
 * @param evidence the steps of evidence with their false alarms; {@code threshold} is where
 *     moderate evidence begins, {@code authenticBelow} where weak evidence does. Null: not
 *     measured, and nothing is said of it
 * @param frameSpread standard deviation of a real person's logits, frame by frame, about their mean
 *     over the clip; above 0. Null: not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Calibration(
    String method,
    double temperature,
    double bias,
    double threshold,
    Double authenticBelow,
    Double maskBias,
    Double outlineShare,
    Double discrepancyWeight,
    EvidenceLevels evidence,
    Double frameSpread) {

  /** Value of a mask from which a pixel counts as painted. */
  public static final double ONE_HALF = 0.5;

  /** With masks as they are painted, of a classifier that decides alone. */
  public Calibration(
      String method, double temperature, double bias, double threshold, Double authenticBelow) {
    this(method, temperature, bias, threshold, authenticBelow, null, null, null, null, null);
  }

  @JsonCreator
  public Calibration {
    if (maskBias != null && !Double.isFinite(maskBias)) {
      throw new IllegalArgumentException("calibration with a mask bias of " + maskBias);
    }
    if (!(temperature > 0 && Double.isFinite(temperature) && Double.isFinite(bias))) {
      throw new IllegalArgumentException(
          "calibration by temperature " + temperature + " and bias " + bias);
    }
    if (!(threshold >= 0 && threshold <= 1)
        || (authenticBelow != null && !(authenticBelow >= 0 && authenticBelow <= threshold))) {
      throw new IllegalArgumentException(
          "calibration with thresholds " + authenticBelow + " and " + threshold);
    }
    if (outlineShare != null
        && !(outlineShare > 0 && outlineShare <= 1 && authenticBelow != null)) {
      throw new IllegalArgumentException(
          "calibration with an outline share of "
              + outlineShare
              + " and authenticBelow "
              + authenticBelow);
    }
    if (discrepancyWeight != null
        && !(discrepancyWeight >= 0 && Double.isFinite(discrepancyWeight))) {
      throw new IllegalArgumentException(
          "calibration with a discrepancy weight of " + discrepancyWeight);
    }
    if (evidence != null
        && !(evidence.moderate().from() == threshold
            && authenticBelow != null
            && evidence.weak().from() == authenticBelow)) {
      throw new IllegalArgumentException(
          "evidence is moderate from the threshold on, and weak from authenticBelow on; not "
              + evidence.moderate().from()
              + " and "
              + evidence.weak().from()
              + " with "
              + threshold
              + " and "
              + authenticBelow);
    }
    if (frameSpread != null && !(frameSpread > 0 && Double.isFinite(frameSpread))) {
      throw new IllegalArgumentException("calibration with a frame spread of " + frameSpread);
    }
  }

  /**
   * The same with measured steps of evidence, which are its thresholds from now on.
   *
   * @param spread {@link #frameSpread}; may be null
   */
  public Calibration withEvidence(EvidenceLevels levels, Double spread) {
    return new Calibration(
        method,
        temperature,
        bias,
        levels.moderate().from(),
        levels.weak().from(),
        maskBias,
        outlineShare,
        discrepancyWeight,
        levels,
        spread);
  }

  /**
   * The same with masks that were fitted.
   *
   * @param shift {@link #maskBias}; may be null
   * @param outline {@link #outlineShare}; may be null
   */
  public Calibration withMasks(Double shift, Double outline) {
    return new Calibration(
        method,
        temperature,
        bias,
        threshold,
        authenticBelow,
        shift,
        outline,
        discrepancyWeight,
        evidence,
        frameSpread);
  }

  /** The same with another {@link #discrepancyWeight}; may be null. */
  public Calibration withDiscrepancyWeight(Double weight) {
    return new Calibration(
        method,
        temperature,
        bias,
        threshold,
        authenticBelow,
        maskBias,
        outlineShare,
        weight,
        evidence,
        frameSpread);
  }

  /** The plain sigmoid and one half: what an uncalibrated model has. */
  public static Calibration none() {
    return new Calibration("none", 1, 0, 0.5, null);
  }

  /**
   * The logit that counts: the classifier's and the mapping discrepancy's share.
   *
   * @param logit of the classifier
   * @param discrepancies mean of {@code (M(x) − x̂)²} over the hidden patches of each part
   */
  public double logit(double logit, PartValues discrepancies) {
    return discrepancyWeight == null ? logit : logit + discrepancyWeight * discrepancies.meanRoot();
  }

  /** {@link #discrepancyWeight} for a protocol. */
  String scoreInWords() {
    return discrepancyWeight == null || discrepancyWeight == 0
        ? "the classifier's logit"
        : "the classifier's logit plus "
            + discrepancyWeight
            + " times the mean distance of the parts' mapping from their recovery";
  }

  /** What is added to the logits of a painted mask. */
  public double maskShift() {
    return maskBias == null ? 0 : maskBias;
  }

  /** Probability that the face is forged. */
  public double probability(double logit) {
    return 1 / (1 + Math.exp(-(logit / temperature + bias)));
  }

  /**
   * Value of a face's mask from which a pixel lies within its outline, 0..1.
   *
   * @param logit of the same face
   */
  public double outlinedFrom(double logit) {
    return outlineShare == null
        ? ONE_HALF
        : outlineShare * Math.max(authenticBelow, probability(logit));
  }

  /** {@link #outlinedFrom} for a protocol. */
  public String outlineInWords() {
    return outlineShare == null
        ? "around what reaches " + ONE_HALF
        : "around what reaches "
            + outlineShare
            + " of the face's calibrated probability, which counts as no less than "
            + authenticBelow;
  }
}
