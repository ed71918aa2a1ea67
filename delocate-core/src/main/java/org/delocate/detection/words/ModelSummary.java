package org.delocate.detection.words;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.delocate.detection.result.PartEvidence;
import org.delocate.network.evidence.EvidenceLevels;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ModelProvenance;

/**
 * What the page says of the model: the parts of its card that a reader of a report needs.
 *
 * @param name of the checkpoint
 * @param description what it is, in a sentence or two
 * @param calibrated whether its probabilities were fitted to validation data
 * @param worth what each measure of the parts alone was measured to tell, in a sentence; without
 *     those that the card does not know
 * @param facts what it was trained on, what was measured and on which data, its licence
 * @param limits what it cannot do
 * @param openFrom probability from which a face is no longer called authentic; empty if that is the
 *     threshold
 */
public record ModelSummary(
    String name,
    String description,
    boolean calibrated,
    Map<PartEvidence.Measure, String> worth,
    List<Fact> facts,
    List<String> limits,
    OptionalDouble openFrom) {

  /** One line of the card. */
  public record Fact(String name, String value) {}

  /** Ends of the names under which a card keeps the bounds of a metric's interval. */
  private static final String LOW = ".low";

  private static final String HIGH = ".high";

  /** AUC of a measure that tells nothing. */
  private static final double CHANCE = 0.5;

  /** What holds for any model of this method, whatever it was trained on. */
  private static final List<String> LIMITS =
      List.of(
          "It judges faces. Forged voices, backgrounds, captions and cuts are none of its business,"
              + " and neither is a real video that is shown in a false context.",
          "It has learnt some kinds of forgery. Kinds it never met, above all pictures that a"
              + " generator made as a whole, can pass as authentic.",
          "Small, blurred, turned or covered faces, heavy compression and beauty filters make it"
              + " less sure, and can make a real face look forged.",
          "It judges moments. How a face moves over seconds tells it nothing.");

  public ModelSummary {
    worth = Map.copyOf(worth);
    facts = List.copyOf(facts);
    limits = List.copyOf(limits);
  }

  /** Where faces are called authentic up to the threshold. */
  public ModelSummary(
      String name,
      String description,
      boolean calibrated,
      Map<PartEvidence.Measure, String> worth,
      List<Fact> facts,
      List<String> limits) {
    this(name, description, calibrated, worth, facts, limits, OptionalDouble.empty());
  }

  /** The summary of a checkpoint's card. */
  public static ModelSummary of(ModelCard card) {
    List<Fact> facts = new ArrayList<>();
    // Sorted, so that the same card gives the same page.
    Map<String, Double> metrics = new TreeMap<>(card.metrics());
    metrics.forEach(
        (name, value) -> {
          if (!name.endsWith(LOW) && !name.endsWith(HIGH)) {
            facts.add(new Fact(inWords(name), measured(metrics, name, value)));
          }
        });
    if (card.metrics().isEmpty()) {
      facts.add(
          new Fact("Measured quality", "none stands in its card: take its numbers as untested"));
    }
    Calibration calibration = card.calibration();
    boolean calibrated = !calibration.method().equals("none");
    facts.add(
        new Fact(
            "Calibration",
            calibrated
                ? calibration.method() + ", fitted on validation data"
                : "none: the probabilities are raw scores"));
    if (calibration.evidence() != null) {
      facts.addAll(evidence(calibration.evidence()));
    }
    facts.add(new Fact("Licence of the training data", card.trainingDataLicence()));
    ModelProvenance provenance = card.provenance();
    facts.add(
        new Fact(
            "Trained",
            provenance.createdAt()
                + ", code "
                + provenance.codeVersion()
                + ", data "
                + provenance.dataDigest()));
    return new ModelSummary(
        card.name(),
        card.name()
            + " (size "
            + card.networks().size()
            + "): a network that learnt to recover masked parts of real faces, and networks that"
            + " compare a face with its recovery, after Delocate (Hu et al., IJCAI 2024).",
        calibrated,
        worth(metrics),
        facts,
        LIMITS,
        calibration.authenticBelow() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(calibration.authenticBelow()));
  }

  private static List<Fact> evidence(EvidenceLevels levels) {
    return List.of(
        evidence("Strong", levels.strong()),
        evidence("Moderate", levels.moderate()),
        evidence("Weak", levels.weak()),
        new Fact(
            "Evidence was measured on",
            String.format(
                Locale.ROOT,
                "%,d real clips from %,d sources: %s",
                levels.clips(),
                levels.pages(),
                levels.protocol())));
  }

  private static Fact evidence(String name, EvidenceLevels.Level level) {
    return new Fact(
        name + " evidence",
        String.format(
            Locale.ROOT,
            "from a probability of %.3f on, which %.1f\u00a0%% of unseen real clips reach (at most"
                + " %.1f\u00a0%%, by the 95\u00a0%% interval)",
            level.from(),
            100 * level.falseAlarms(),
            100 * level.upTo()));
  }

  /** What a reader of the parts' bars must know. */
  private static Map<PartEvidence.Measure, String> worth(Map<String, Double> metrics) {
    Map<PartEvidence.Measure, String> worth = new EnumMap<>(PartEvidence.Measure.class);
    Double error = metrics.get(ModelCard.RECOVERY_ERROR_AREA);
    if (error != null) {
      worth.put(
          PartEvidence.Measure.RECOVERY_ERROR,
          worth("error", error)
              + (error < CHANCE
                  ? ": with this model, forged faces are recovered better than real ones, because"
                      + " they are smoother. A bar near the right end is no sign of forgery then."
                  : "."));
    }
    Double discrepancy = metrics.get(ModelCard.DISCREPANCY_AREA);
    if (discrepancy != null) {
      worth.put(
          PartEvidence.Measure.MAPPING_DISCREPANCY,
          worth("distance", discrepancy)
              + (discrepancy < CHANCE
                  ? ": with this model, a bar near the right end is no sign of forgery."
                  : "."));
    }
    return worth;
  }

  private static String worth(String measure, double area) {
    return String.format(
        Locale.ROOT,
        "On validation data this %s alone tells forged from real faces with an AUC of %.2f"
            + " (0.5 is chance)",
        measure,
        area);
  }

  /** {@code validation.auc} becomes {@code Validation AUC}. */
  private static String inWords(String name) {
    String words =
        Pattern.compile("\\b(auc|eer|ap|ece|iou|iinc|dfdc)\\b")
            .matcher(
                name.replaceAll("[aA]reaUnderRoc", "Auc")
                    .replaceAll("At(\\d+)Percent", " at $1\u00a0%")
                    .replaceAll("[._]", " ")
                    .replaceAll("([a-z])([A-Z])", "$1 $2")
                    .toLowerCase(Locale.ROOT))
            .replaceAll(match -> match.group().toUpperCase(Locale.ROOT));
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The value, with its 95 % interval where the card has one. */
  private static String measured(Map<String, Double> metrics, String name, double value) {
    Double low = metrics.get(name + LOW);
    Double high = metrics.get(name + HIGH);
    return low == null || high == null
        ? number(value)
        : number(value) + " (95\u00a0% interval " + number(low) + " to " + number(high) + ")";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
