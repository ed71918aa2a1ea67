package org.delocate.network.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    ModelProvenance provenance,
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
      ModelProvenance provenance,
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
    String score = calibration.scoreInWords();
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
