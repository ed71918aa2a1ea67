package org.delocate.evaluation.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.delocate.dataset.store.FaceStore;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.calibration.EvidenceFit;
import org.delocate.evaluation.calibration.PlattScaling;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskThreshold;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluationProgress;
import org.delocate.evaluation.score.FaceEvaluator;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.MaskSample;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.model.ReferenceErrors;
import org.delocate.network.weights.Safetensors;
import org.delocate.network.weights.Weights;

/**
 * Makes a trained checkpoint ready to ship: its weights in half precision, and what validation
 * faces say of them. On these it decides how much the mapping discrepancy counts, calibrates the
 * probability, sets the threshold, shifts the masks so that painting from one half fits the truth
 * best, and notes how well parts of real faces are recovered and how far their mapping is from
 * that. Where clips of worlds that the models had not seen were scored, probability and thresholds
 * come from these instead ({@link EvidenceFit}).
 */
public final class ModelRelease {

  private ModelRelease() {}

  /**
   * What a release decides.
   *
   * @param falseAlarms share of the real validation faces that may be called forged: sets the
   *     threshold
   * @param misses share of the forged validation faces that may be called authentic: below the
   *     probability that this sets, and only there, a face is called authentic; between the two the
   *     detector abstains
   * @param paintOfReal share of a real validation face that may be painted on average: of the
   *     values that keep to it, masks are painted from the one that fits the true masks best (mean
   *     IoU); outlines are not held to it
   * @param changes what the released networks do otherwise than the trained ones, by the keys of
   *     their configuration, such as {@code recovering.partsTogether}
   * @param clips what calibrates the probability and sets the steps of evidence, which are the
   *     thresholds then, in place of {@code falseAlarms} and {@code misses}; the mapping
   *     discrepancy counts as much as in the checkpoint, since it did so in these scores. Empty:
   *     validation faces decide, and nothing is said of evidence
   * @param keepsPictureScale whether the scores of pictures are on the scale of clips already, as
   *     those of a model that was released before are; else, where clips calibrate, they are
   *     brought to it
   * @param name of the model
   * @param licence terms of the training data
   */
  public record Options(
      double falseAlarms,
      double misses,
      double paintOfReal,
      Map<String, Object> changes,
      Optional<EvidenceFit> clips,
      boolean keepsPictureScale,
      String name,
      String licence) {

    /** By validation faces alone. */
    public Options(
        double falseAlarms,
        double misses,
        double paintOfReal,
        Map<String, Object> changes,
        String name,
        String licence) {
      this(falseAlarms, misses, paintOfReal, changes, Optional.empty(), false, name, licence);
    }

    public Options {
      changes = Map.copyOf(changes);
      if (!(falseAlarms > 0 && falseAlarms < 1)) {
        throw new IllegalArgumentException("falseAlarms is " + falseAlarms);
      }
      if (!(misses > 0 && misses < 1)) {
        throw new IllegalArgumentException("misses is " + misses);
      }
      if (!(paintOfReal > 0 && paintOfReal <= 1)) {
        throw new IllegalArgumentException("paintOfReal is " + paintOfReal);
      }
    }
  }

  /**
   * Calibrates on the split {@code val} of a store and writes the model.
   *
   * @param out folder for {@code model.json} and {@code model.safetensors}
   * @return the card as written
   * @throws IllegalArgumentException if a class is missing from the validation faces, or the
   *     networks do not take a change, such as a border that is too wide for the crop
   */
  public static ModelCard release(
      Checkpoint checkpoint,
      Path storeFolder,
      Path out,
      Options options,
      AnalyzerOptions analyzerOptions,
      EvaluationProgress progress) {
    Checkpoint trained = changed(checkpoint, options.changes());
    try (DelocateNetworks networks = trained.networks();
        FaceStore store = FaceStore.open(storeFolder)) {
      // What is decided on is what is shipped: the weights as the file holds them.
      Weights.roundToHalfPrecision(networks);
      ModelCard card;
      try (FaceAnalyzer analyzer = FaceAnalyzer.of(networks, analyzerOptions)) {
        card =
            calibrated(
                trained.card(),
                FaceEvaluator.evaluate(
                    FaceSupply.of(store, entry -> entry.split().equals("val")),
                    store.description().margin(),
                    analyzer,
                    progress),
                options);
      }
      try (PointerScope scope = new PointerScope()) {
        Checkpoint.write(out, card, networks, Safetensors.Type.F16);
      }
      return card;
    }
  }

  /**
   * What an earlier fit left in a card.
   *
   * @throws IllegalArgumentException if that has none
   */
  public static EvidenceFit kept(Calibration calibration) {
    if (calibration.evidence() == null) {
      throw new IllegalArgumentException("the checkpoint's card has no evidence to keep");
    }
    return new EvidenceFit(
        new Calibrator(calibration.temperature(), calibration.bias()), calibration.evidence());
  }

  private static Checkpoint changed(Checkpoint checkpoint, Map<String, Object> changes) {
    NetworkConfiguration networks = checkpoint.card().networks();
    for (Map.Entry<String, Object> change : changes.entrySet()) {
      networks = networks.with(change.getKey(), change.getValue());
    }
    return new Checkpoint(checkpoint.card().withNetworks(networks), checkpoint.weights());
  }

  /**
   * A card that says what was decided and measured on validation faces.
   *
   * @param before the card of the training
   * @param evaluated the faces, by networks that nothing calibrates
   */
  private static ModelCard calibrated(
      ModelCard before, List<EvaluatedFace> evaluated, Options options) {
    double discrepancyWeight = discrepancyWeight(before, evaluated, options);
    List<EvaluatedFace> faces =
        evaluated.stream().map(face -> DiscrepancyWeight.weighed(face, discrepancyWeight)).toList();
    NetworkConfiguration networks = before.networks();
    if (options.clips().isPresent() && networks.texture().isOn() && !options.keepsPictureScale()) {
      EvidenceFit fit = options.clips().get();
      PictureMatch match =
          PictureMatch.of(
              faces,
              fit.calibrator().logit(fit.levels().moderate().from()),
              fit.calibrator().logit(fit.levels().weak().from()));
      faces = faces.stream().map(match::matched).toList();
      networks = networks.withTexture(match.matched(networks.texture()), networks.surround());
    }
    int residualLevel = MaskThreshold.ofResidual(faces).orElse(MaskSample.LEVELS / 2);
    FaceMetrics.Decision decision = decision(faces, options);
    Calibrator calibrator = decision.calibrator();
    double threshold = decision.threshold();
    double authenticBelow = decision.authenticBelow();
    Optional<Double> spread = FrameSpread.of(faces);
    faces = faces.stream().map(face -> face.residualFrom(residualLevel)).toList();
    Calibration.Masks masks;
    if (networks.texture().maskShare() != null) {
      // Masks that lean to where forgeries lie say which pixels are forged if the face is, of many
      // generators. The faces here are by few, and cannot say how much is to be outlined.
      masks = Calibration.Masks.BY_FACE;
      faces =
          faces.stream().map(face -> face.weighed(calibrator.probability(face.logit()))).toList();
    } else {
      int maskLevel =
          MaskThreshold.best(faces, MaskScores::model, options.paintOfReal())
              .orElse(MaskSample.LEVELS / 2);
      double shift = MaskThreshold.shift(maskLevel);
      OutlineShare outlines = new OutlineShare(calibrator, authenticBelow, shift);
      Optional<Double> share = outlines.best(faces);
      masks = new Calibration.Masks(shift, share.orElse(null), null, null);
      faces =
          faces.stream()
              .map(face -> face.modelFrom(maskLevel))
              .map(face -> share.map(best -> outlines.outlined(face, best)).orElse(face))
              .toList();
    }
    FaceMetrics measured = FaceMetrics.of(faces, decision, Bootstrap.standard());
    Map<String, Double> metrics = new TreeMap<>(before.metrics());
    measured
        .flat()
        .forEach(
            (name, interval) -> {
              if (Double.isFinite(interval.value())) {
                metrics.put("validation." + name, interval.value());
                metrics.put("validation." + name + ".low", interval.low());
                metrics.put("validation." + name + ".high", interval.high());
              }
            });
    Calibration calibration =
        new Calibration(
                "temperature+bias",
                calibrator.temperature(),
                calibrator.bias(),
                threshold,
                authenticBelow)
            .withMasks(masks)
            .withDiscrepancyWeight(discrepancyWeight);
    return ModelCard.unmeasured(options.name(), networks, before.provenance(), options.licence())
        .withCalibration(
            options
                .clips()
                .map(fit -> calibration.withEvidence(fit.levels(), spread.orElse(null)))
                .orElse(calibration))
        .withRealFaces(
            ofRealFaces(faces, EvaluatedFace::recoveryErrors),
            ofRealFaces(faces, EvaluatedFace::discrepancies))
        .withMetrics(metrics);
  }

  private static double discrepancyWeight(
      ModelCard before, List<EvaluatedFace> evaluated, Options options) {
    if (!before.networks().components().mapping()) {
      return 0;
    }
    if (options.clips().isEmpty()) {
      return DiscrepancyWeight.best(evaluated);
    }
    Double scored = before.calibration().discrepancyWeight();
    return scored == null ? 0 : scored;
  }

  private static FaceMetrics.Decision decision(List<EvaluatedFace> faces, Options options) {
    if (options.clips().isPresent()) {
      EvidenceFit fit = options.clips().get();
      return new FaceMetrics.Decision(
          fit.calibrator(), fit.levels().moderate().from(), fit.levels().weak().from());
    }
    Calibrator calibrator = PlattScaling.fit(faces.stream().map(EvaluatedFace::scored).toList());
    double threshold = threshold(faces, calibrator, options.falseAlarms());
    return new FaceMetrics.Decision(
        calibrator,
        threshold,
        Math.min(threshold, authenticBelow(faces, calibrator, options.misses())));
  }

  /** The probability that just the allowed share of real faces reaches; never below one half. */
  private static double threshold(
      List<EvaluatedFace> faces, Calibrator calibrator, double falseAlarms) {
    double[] real = probabilities(faces, calibrator, false);
    int place = (int) Math.ceil((1 - falseAlarms) * real.length);
    double threshold = real[Math.min(real.length - 1, place)];
    // Rounded up, so that the card is readable and no more faces are flagged.
    return Math.max(0.5, Math.ceil(threshold * 1000) / 1000);
  }

  /** The probability below which just the allowed share of forged faces lies. */
  private static double authenticBelow(
      List<EvaluatedFace> faces, Calibrator calibrator, double misses) {
    double[] forged = probabilities(faces, calibrator, true);
    return Math.floor(forged[(int) (misses * forged.length)] * 1000) / 1000;
  }

  private static double[] probabilities(
      List<EvaluatedFace> faces, Calibrator calibrator, boolean forged) {
    return faces.stream()
        .filter(face -> face.forged() == forged)
        .mapToDouble(face -> calibrator.probability(face.logit()))
        .sorted()
        .toArray();
  }

  private static ReferenceErrors ofRealFaces(
      List<EvaluatedFace> faces, Function<EvaluatedFace, PartValues> measured) {
    List<PartValues> real = faces.stream().filter(face -> !face.forged()).map(measured).toList();
    return new ReferenceErrors(
        quantiles(real, PartValues::eyes),
        quantiles(real, PartValues::cheekAndNose),
        quantiles(real, PartValues::lips));
  }

  /** 101 quantiles, 0 % to 100 %. */
  private static List<Double> quantiles(
      List<PartValues> measured, ToDoubleFunction<PartValues> part) {
    double[] sorted = measured.stream().mapToDouble(part).sorted().toArray();
    List<Double> quantiles = new ArrayList<>();
    for (int percent = 0; percent <= 100; percent++) {
      double place = percent / 100.0 * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      quantiles.add(sorted[below] + (place - below) * (sorted[above] - sorted[below]));
    }
    return quantiles;
  }
}
