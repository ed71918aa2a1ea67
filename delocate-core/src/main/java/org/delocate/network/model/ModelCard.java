package org.delocate.network.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.face.region.FacialPart;
import org.delocate.network.engine.Engine;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.weights.CheckpointException;

/**
 * What a checkpoint says of itself: how to build the networks, where they come from, and what their
 * numbers mean. Stored as {@code model.json} beside the weights.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param name of the model, for people
 * @param networks the architecture, with the crop convention
 * @param provenance how the weights came to be
 * @param calibration from logit to probability, and the threshold
 * @param realFaces recovery errors of real faces, to compare a face's parts with; null before it
 *     was measured
 * @param realDiscrepancies how far the mapping of real faces is from their recovery; where it is
 *     known, a face's parts are compared by it; null before it was measured
 * @param metrics measured results by name, such as {@code validation.auc}
 * @param trainingDataLicence terms of the data the weights were trained on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
    int formatVersion,
    String name,
    NetworkConfiguration networks,
    Provenance provenance,
    Calibration calibration,
    ReferenceErrors realFaces,
    ReferenceErrors realDiscrepancies,
    Map<String, Double> metrics,
    String trainingDataLicence) {

  /**
   * The metric that says how well the recovery error alone, over all parts, tells forged validation
   * faces from real ones: an AUC.
   */
  public static final String RECOVERY_ERROR_AREA = "validation.recoveryError.areaUnderRoc";

  /** The same of the discrepancy between mapped and recovered face. */
  public static final String DISCREPANCY_AREA = "validation.mappingDiscrepancy.areaUnderRoc";

  /** The format this code reads and writes. */
  public static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
          .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
          .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, false)
          .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
          .configure(SerializationFeature.INDENT_OUTPUT, true);

  public ModelCard {
    if (name == null
        || networks == null
        || provenance == null
        || calibration == null
        || trainingDataLicence == null) {
      throw new IllegalArgumentException(
          "a card needs name, networks, provenance, calibration and trainingDataLicence");
    }
    // Sorted, so that cards of the same numbers are the same files.
    metrics = metrics == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(metrics));
  }

  /**
   * The card of weights that nothing was measured of yet: no calibration, no real faces to compare
   * with, no metrics.
   *
   * @throws IllegalArgumentException if something is null
   */
  public static ModelCard unmeasured(
      String name,
      NetworkConfiguration networks,
      Provenance provenance,
      String trainingDataLicence) {
    return new ModelCard(
        FORMAT_VERSION,
        name,
        networks,
        provenance,
        Calibration.none(),
        null,
        null,
        Map.of(),
        trainingDataLicence);
  }

  /** What makes a face's score, for a protocol. */
  public String scoreInWords() {
    NetworkConfiguration.SecondLook look = networks.secondLook();
    String score =
        look.share() == 0
            ? calibration.scoreInWords()
            : calibration.scoreInWords()
                + ", averaged over two looks, of which the one with "
                + look.blackBorder()
                + " pixels black at each border counts "
                + look.share();
    NetworkConfiguration.Texture texture = networks.texture();
    return texture.isOn()
        ? String.format(
            Locale.ROOT,
            "what the texture network tells, plus %.2f (pictures %.2f) times %s",
            texture.classifierShare(),
            texture.stillShare(),
            score)
        : score;
  }

  /** The same card of other networks. */
  public ModelCard withNetworks(NetworkConfiguration other) {
    return new ModelCard(
        formatVersion,
        name,
        other,
        provenance,
        calibration,
        realFaces,
        realDiscrepancies,
        metrics,
        trainingDataLicence);
  }

  /** The same card with another calibration. */
  public ModelCard withCalibration(Calibration other) {
    return new ModelCard(
        formatVersion,
        name,
        networks,
        provenance,
        other,
        realFaces,
        realDiscrepancies,
        metrics,
        trainingDataLicence);
  }

  /**
   * The same card with other real faces to compare with.
   *
   * @param errors recovery errors of real faces; may be null
   * @param discrepancies of real faces, between mapping and recovery; may be null
   */
  public ModelCard withRealFaces(ReferenceErrors errors, ReferenceErrors discrepancies) {
    return new ModelCard(
        formatVersion,
        name,
        networks,
        provenance,
        calibration,
        errors,
        discrepancies,
        metrics,
        trainingDataLicence);
  }

  /** The same card with other metrics. */
  public ModelCard withMetrics(Map<String, Double> other) {
    return new ModelCard(
        formatVersion,
        name,
        networks,
        provenance,
        calibration,
        realFaces,
        realDiscrepancies,
        other,
        trainingDataLicence);
  }

  /**
   * How weights came to be.
   *
   * @param codeVersion version of this project
   * @param configuration the resolved configuration of the training run, key to value
   * @param dataDigest digest of the list of training faces
   * @param seed of every random choice
   * @param java version and vendor
   * @param os name, version, processor
   * @param engine version of LibTorch
   * @param createdAt ISO-8601 instant
   */
  public record Provenance(
      String codeVersion,
      Map<String, String> configuration,
      String dataDigest,
      long seed,
      String java,
      String os,
      String engine,
      String createdAt) {

    public Provenance {
      configuration = configuration == null ? Map.of() : Map.copyOf(configuration);
    }

    /** Fills in this machine and this moment. */
    public static Provenance ofThisMachine(
        String codeVersion, Map<String, String> configuration, String dataDigest, long seed) {
      return new Provenance(
          codeVersion,
          configuration,
          dataDigest,
          seed,
          System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
          System.getProperty("os.name")
              + " "
              + System.getProperty("os.version")
              + " "
              + System.getProperty("os.arch"),
          Engine.version(),
          Instant.now().toString());
    }
  }

  /**
   * From a logit to a probability: {@code sigmoid(logit / temperature + bias)}.
   *
   * @param method how it was fitted, such as {@code temperature+bias}, or {@code none}
   * @param temperature above 0
   * @param threshold probability from which a face counts as forged, within 0..1
   * @param authenticBelow probability below which a face counts as authentic; between the two the
   *     answer is open. Null where there is no such zone
   * @param maskBias added to the logits of a painted mask, so that what reaches one half is what
   *     fits the true masks of validation faces best. Null or 0: they stay as they are
   * @param outlineShare pixels lie within a face's outline where their value of the mask reaches
   *     this share of the face's probability, which counts as no less than {@code authenticBelow}:
   *     where the forgery is, if there is one. Above 0, at most 1. Null: the outline is around what
   *     reaches one half [ours]
   * @param discrepancyWeight times the mean distance of the mapped from the recovered face in the
   *     parts ({@link PartValues#meanRoot}), which is added to the classifier's logit before all
   *     else: it tells forgeries that the classifier misses, of other datasets above all [ours]. At
   *     least 0. Null: the classifier decides alone
   * @param evidence the steps of evidence with their false alarms; {@code threshold} is where
   *     moderate evidence begins, {@code authenticBelow} where weak evidence does. Null: not
   *     measured, and nothing is said of it
   * @param frameSpread standard deviation of a real person's logits, frame by frame, about their
   *     mean over the clip; above 0. Null: not measured
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

    /** With masks as they are painted. */
    public Calibration(
        String method, double temperature, double bias, double threshold, Double authenticBelow) {
      this(method, temperature, bias, threshold, authenticBelow, null, null, null);
    }

    /** Without steps of evidence. */
    public Calibration(
        String method,
        double temperature,
        double bias,
        double threshold,
        Double authenticBelow,
        Double maskBias,
        Double outlineShare,
        Double discrepancyWeight) {
      this(
          method,
          temperature,
          bias,
          threshold,
          authenticBelow,
          maskBias,
          outlineShare,
          discrepancyWeight,
          null,
          null);
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
      return discrepancyWeight == null
          ? logit
          : logit + discrepancyWeight * discrepancies.meanRoot();
    }

    /** {@link #discrepancyWeight} for a protocol. */
    private String scoreInWords() {
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

  /**
   * The recovery errors or discrepancies of real faces that training did not see, by part: 101
   * quantiles, from the smallest (0 %) to the greatest (100 %).
   */
  public record ReferenceErrors(List<Double> eyes, List<Double> cheekAndNose, List<Double> lips) {

    private static final int QUANTILES = 101;

    public ReferenceErrors {
      eyes = checked(eyes);
      cheekAndNose = checked(cheekAndNose);
      lips = checked(lips);
    }

    private static List<Double> checked(List<Double> quantiles) {
      if (quantiles == null || quantiles.size() != QUANTILES) {
        throw new IllegalArgumentException("reference errors need 101 quantiles for each part");
      }
      for (int i = 1; i < QUANTILES; i++) {
        if (!(quantiles.get(i) >= quantiles.get(i - 1))) {
          throw new IllegalArgumentException("quantiles of reference errors must ascend");
        }
      }
      return List.copyOf(quantiles);
    }

    /** The quantiles of one part. */
    public List<Double> of(FacialPart part) {
      return switch (part) {
        case EYES -> eyes;
        case CHEEK_AND_NOSE -> cheekAndNose;
        case LIPS -> lips;
      };
    }

    /** Share of real faces, 0..1, whose error in this part is smaller: near 1 is suspicious. */
    public double percentile(FacialPart part, double error) {
      List<Double> quantiles = of(part);
      int above = 0;
      while (above < QUANTILES && quantiles.get(above) < error) {
        above++;
      }
      if (above == 0) {
        return 0;
      }
      if (above == QUANTILES) {
        return 1;
      }
      double below = quantiles.get(above - 1);
      double between = (error - below) / (quantiles.get(above) - below);
      return (above - 1 + between) / (QUANTILES - 1);
    }
  }

  /** As indented JSON. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a card is always JSON", e);
    }
  }

  /**
   * Reads a card.
   *
   * @param origin what to call it in messages
   * @throws CheckpointException if it is no JSON, has unknown keys, lacks some, has values out of
   *     range, or is of another format version
   */
  public static ModelCard fromJson(String text, String origin) {
    try {
      JsonNode version = JSON.readTree(text).path("formatVersion");
      if (version.asInt(-1) != FORMAT_VERSION) {
        throw new CheckpointException(
            CheckpointException.Reason.DAMAGED_CARD,
            origin
                + " is a card of format "
                + (version.isMissingNode() ? "unknown" : version)
                + "; this program reads format "
                + FORMAT_VERSION);
      }
      return JSON.readValue(text, ModelCard.class);
    } catch (JsonProcessingException e) {
      throw new CheckpointException(
          CheckpointException.Reason.DAMAGED_CARD,
          origin + " is no usable model card: " + e.getOriginalMessage(),
          e);
    }
  }
}
