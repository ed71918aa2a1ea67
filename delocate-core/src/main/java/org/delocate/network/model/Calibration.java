package org.delocate.network.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.evidence.PartValues;

/**
 * From a logit to a probability, {@code sigmoid(logit / temperature + bias)}, and from there to
 * what is said of a face. In a card its keys stand side by side, as {@link #keys} names them.
 *
 * @param scale from a logit to a probability
 * @param thresholds from a probability to a label
 * @param masks from the logits of a mask to what is painted
 * @param discrepancyWeight times the mean distance of the mapped from the recovered face in the
 *     parts ({@link PartValues#meanRoot}), which is added to the classifier's logit before all
 *     else: it tells forgeries that the classifier misses, of other datasets above all [ours]. At
 *     least 0. Null: the classifier decides alone
 * @param frameSpread standard deviation of a real person's logits, frame by frame, about their mean
 *     over the clip; above 0. Null: not measured
 */
public record Calibration(
    Scale scale, Thresholds thresholds, Masks masks, Double discrepancyWeight, Double frameSpread) {

  /** Value of a mask from which a pixel counts as painted. */
  public static final double ONE_HALF = 0.5;

  /**
   * From a logit to a probability.
   *
   * @param method how it was fitted, such as {@code temperature+bias}, or {@code none}
   * @param temperature above 0
   */
  public record Scale(String method, double temperature, double bias) {

    public Scale {
      if (!(temperature > 0 && Double.isFinite(temperature) && Double.isFinite(bias))) {
        throw new IllegalArgumentException(
            "calibration by temperature " + temperature + " and bias " + bias);
      }
    }
  }

  /**
   * From a probability to a label.
   *
   * @param forged from which a face counts as forged, within 0..1
   * @param authentic below which a face counts as authentic; between the two the answer is open.
   *     Null where there is no such zone
   * @param evidence the steps of evidence with their false alarms; {@code forged} is where moderate
   *     evidence begins, {@code authentic} where weak evidence does. Null: not measured, and
   *     nothing is said of it
   */
  public record Thresholds(double forged, Double authentic, EvidenceLevels evidence) {

    public Thresholds {
      if (!(forged >= 0 && forged <= 1)
          || (authentic != null && !(authentic >= 0 && authentic <= forged))) {
        throw new IllegalArgumentException(
            "calibration with thresholds " + authentic + " and " + forged);
      }
      if (evidence != null
          && !(evidence.moderate().from() == forged
              && authentic != null
              && evidence.weak().from() == authentic)) {
        throw new IllegalArgumentException(
            "evidence is moderate from the threshold on, and weak from authenticBelow on; not "
                + evidence.moderate().from()
                + " and "
                + evidence.weak().from()
                + " with "
                + forged
                + " and "
                + authentic);
      }
    }

    /** Where measured steps of evidence begin. */
    public static Thresholds of(EvidenceLevels levels) {
      return new Thresholds(levels.moderate().from(), levels.weak().from(), levels);
    }
  }

  /**
   * From the logits of a mask to what is painted.
   *
   * @param bias added to the logits of a painted mask, so that what reaches one half is what fits
   *     the true masks of validation faces best. Null or 0: they stay as they are
   * @param outlineShare pixels lie within a face's outline where their value of the mask reaches
   *     this share of the face's probability, which counts as no less than {@link
   *     Thresholds#authentic}: where the forgery is, if there is one. Above 0, at most 1. Null: the
   *     outline is around what reaches one half [ours]
   * @param outlineUnshifted true where a pixel must reach that share, or one half, before the
   *     logits are shifted: of networks whose masks lean to where forgeries of many generators lie,
   *     by which faces of few cannot say how much is to be outlined. Null otherwise [ours]
   * @param byFace true where the networks' masks say which pixels are forged if the face is, so
   *     that how likely a pixel is forged is that times the face's probability; the outline is then
   *     around what is likelier than not if the face is forged. Null otherwise [ours]
   */
  public record Masks(Double bias, Double outlineShare, Boolean outlineUnshifted, Boolean byFace) {

    /** Not weighed. */
    public Masks(Double bias, Double outlineShare, Boolean outlineUnshifted) {
      this(bias, outlineShare, outlineUnshifted, null);
    }

    /** As they are painted. */
    public static final Masks UNCHANGED = new Masks(null, null, null, null);

    /** Of networks whose masks say which pixels are forged if the face is. */
    public static final Masks BY_FACE = new Masks(null, null, null, true);

    public Masks {
      if (bias != null && !Double.isFinite(bias)) {
        throw new IllegalArgumentException("calibration with a mask bias of " + bias);
      }
      outlineUnshifted = Boolean.TRUE.equals(outlineUnshifted) ? outlineUnshifted : null;
      byFace = Boolean.TRUE.equals(byFace) ? byFace : null;
      if (byFace != null && (bias != null || outlineShare != null || outlineUnshifted != null)) {
        throw new IllegalArgumentException(
            "masks that are weighed by the face's probability are neither shifted nor outlined by a"
                + " share of it");
      }
    }
  }

  public Calibration {
    Double share = masks.outlineShare();
    if (share != null && !(share > 0 && share <= 1 && thresholds.authentic() != null)) {
      throw new IllegalArgumentException(
          "calibration with an outline share of "
              + share
              + " and authenticBelow "
              + thresholds.authentic());
    }
    if (discrepancyWeight != null
        && !(discrepancyWeight >= 0 && Double.isFinite(discrepancyWeight))) {
      throw new IllegalArgumentException(
          "calibration with a discrepancy weight of " + discrepancyWeight);
    }
    if (frameSpread != null && !(frameSpread > 0 && Double.isFinite(frameSpread))) {
      throw new IllegalArgumentException("calibration with a frame spread of " + frameSpread);
    }
  }

  /** With masks as they are painted, of a classifier that decides alone. */
  public Calibration(
      String method, double temperature, double bias, double threshold, Double authenticBelow) {
    this(
        new Scale(method, temperature, bias),
        new Thresholds(threshold, authenticBelow, null),
        Masks.UNCHANGED,
        null,
        null);
  }

  /** What a card says, key by key; {@link #keys} is the way back. */
  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static Calibration ofKeys(
      @JsonProperty("method") String method,
      @JsonProperty("temperature") double temperature,
      @JsonProperty("bias") double bias,
      @JsonProperty("threshold") double threshold,
      @JsonProperty("authenticBelow") Double authenticBelow,
      @JsonProperty("maskBias") Double maskBias,
      @JsonProperty("outlineShare") Double outlineShare,
      @JsonProperty("outlineUnshifted") Boolean outlineUnshifted,
      @JsonProperty("masksByFace") Boolean masksByFace,
      @JsonProperty("discrepancyWeight") Double discrepancyWeight,
      @JsonProperty("evidence") EvidenceLevels evidence,
      @JsonProperty("frameSpread") Double frameSpread) {
    return new Calibration(
        new Scale(method, temperature, bias),
        new Thresholds(threshold, authenticBelow, evidence),
        new Masks(maskBias, outlineShare, outlineUnshifted, masksByFace),
        discrepancyWeight,
        frameSpread);
  }

  /** What a card says, key by key; what is null is left out. */
  @JsonValue
  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("method", scale.method());
    keys.put("temperature", scale.temperature());
    keys.put("bias", scale.bias());
    keys.put("threshold", thresholds.forged());
    keys.put("authenticBelow", thresholds.authentic());
    keys.put("maskBias", masks.bias());
    keys.put("outlineShare", masks.outlineShare());
    keys.put("outlineUnshifted", masks.outlineUnshifted());
    keys.put("masksByFace", masks.byFace());
    keys.put("discrepancyWeight", discrepancyWeight);
    keys.put("evidence", thresholds.evidence());
    keys.put("frameSpread", frameSpread);
    keys.values().removeIf(Objects::isNull);
    return keys;
  }

  /**
   * The same with measured steps of evidence, which are its thresholds from now on.
   *
   * @param spread {@link #frameSpread}; may be null
   */
  public Calibration withEvidence(EvidenceLevels levels, Double spread) {
    return new Calibration(scale, Thresholds.of(levels), masks, discrepancyWeight, spread);
  }

  /**
   * The same with masks that were fitted.
   *
   * @param shift {@link Masks#bias}; may be null
   * @param outline {@link Masks#outlineShare}; may be null
   */
  public Calibration withMasks(Double shift, Double outline) {
    return withMasks(new Masks(shift, outline, null, null));
  }

  /** The same with other masks. */
  public Calibration withMasks(Masks fitted) {
    return new Calibration(scale, thresholds, fitted, discrepancyWeight, frameSpread);
  }

  /** The same with another {@link #discrepancyWeight}; may be null. */
  public Calibration withDiscrepancyWeight(Double weight) {
    return new Calibration(scale, thresholds, masks, weight, frameSpread);
  }

  /** The plain sigmoid and one half: what an uncalibrated model has. */
  public static Calibration none() {
    return new Calibration("none", 1, 0, 0.5, null);
  }

  /** See {@link Scale#method}. */
  public String method() {
    return scale.method();
  }

  /** See {@link Scale#temperature}. */
  public double temperature() {
    return scale.temperature();
  }

  /** See {@link Scale#bias}. */
  public double bias() {
    return scale.bias();
  }

  /** See {@link Thresholds#forged}. */
  public double threshold() {
    return thresholds.forged();
  }

  /** See {@link Thresholds#authentic}; may be null. */
  public Double authenticBelow() {
    return thresholds.authentic();
  }

  /** See {@link Thresholds#evidence}; may be null. */
  public EvidenceLevels evidence() {
    return thresholds.evidence();
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
    return masks.bias() == null ? 0 : masks.bias();
  }

  /**
   * What the pixels of a mask, once shifted, are multiplied by, 0..1.
   *
   * @param logit of the same face
   */
  public double maskWeight(double logit) {
    return masks.byFace() == null ? 1 : probability(logit);
  }

  /** Probability that the face is forged. */
  public double probability(double logit) {
    return 1 / (1 + Math.exp(-(logit / temperature() + bias())));
  }

  /**
   * Value of a face's mask from which a pixel lies within its outline, 0..1.
   *
   * @param logit of the same face
   */
  public double outlinedFrom(double logit) {
    if (masks.byFace() != null) {
      return ONE_HALF * probability(logit);
    }
    Double share = masks.outlineShare();
    double from = share == null ? ONE_HALF : share * Math.max(authenticBelow(), probability(logit));
    return masks.outlineUnshifted() == null
        ? from
        : 1 / (1 + (1 - from) / from * Math.exp(-maskShift()));
  }

  /** {@link #outlinedFrom} for a protocol. */
  public String outlineInWords() {
    if (masks.byFace() != null) {
      return "around what is likelier forged than not if the face is forged; masks say that times"
          + " the face's calibrated probability";
    }
    String reached =
        masks.outlineShare() == null
            ? "around what reaches " + ONE_HALF
            : "around what reaches "
                + masks.outlineShare()
                + " of the face's calibrated probability, which counts as no less than "
                + authenticBelow();
    return masks.outlineUnshifted() == null ? reached : reached + ", before the masks are shifted";
  }
}
