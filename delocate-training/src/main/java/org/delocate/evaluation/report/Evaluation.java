package org.delocate.evaluation.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskThreshold;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluationProgress;
import org.delocate.evaluation.score.FaceEvaluator;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.MaskSample;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.ModelCard;

/** Measures a checkpoint on prepared faces, frame by frame and video by video. */
public final class Evaluation {

  /** The set of all sources together. */
  static final String ALL = "all";

  /** Forged validation faces that the residual's threshold is chosen on. [ours] */
  private static final int THRESHOLD_FACES = 200;

  private Evaluation() {}

  /**
   * Evaluates every source of a split apart, and all together where there are several.
   *
   * @param folder store of faces
   * @param split {@code train}, {@code val} or {@code test}
   * @param progress hears how many faces are done, and of how many
   * @throws IllegalArgumentException if the split is empty or holds one class only, the store's
   *     crops are not the model's, or the model is one of stage 1
   */
  public static EvaluationReport of(
      Path folder,
      String split,
      Checkpoint checkpoint,
      AnalyzerOptions options,
      EvaluationProgress progress) {
    ModelChecks.detects(checkpoint.card());
    try (FaceStore store = FaceStore.open(folder);
        FaceAnalyzer analyzer = FaceAnalyzer.open(checkpoint, options)) {
      ModelChecks.sees(checkpoint.card(), store);
      Predicate<FaceEntry> inSplit = entry -> entry.split().equals(split);
      checkSplit(store, folder, split, inSplit);
      int margin = store.description().margin();
      List<EvaluatedFace> faces =
          FaceEvaluator.evaluate(FaceSupply.of(store, inSplit), margin, analyzer, progress);
      Residual residual = residual(store, split, faces, analyzer);
      List<EvaluatedFace> measured =
          faces.stream().map(face -> face.residualFrom(residual.level())).toList();
      FaceMetrics.Decision decision = ModelChecks.decision(checkpoint.card());
      Map<String, FaceMetrics> metrics = new LinkedHashMap<>();
      sets(measured)
          .forEach(
              (name, some) ->
                  metrics.put(name, FaceMetrics.of(some, decision, Bootstrap.standard())));
      return new EvaluationReport(
          protocol(folder, split, checkpoint, decision, residual),
          decision,
          skipped(store),
          metrics,
          measured,
          Exhibits.of(measured, store, analyzer));
    }
  }

  /** Faces by source, and all together where there are several sources. */
  static Map<String, List<EvaluatedFace>> sets(List<EvaluatedFace> faces) {
    Map<String, List<EvaluatedFace>> bySource = new TreeMap<>();
    for (EvaluatedFace face : faces) {
      bySource.computeIfAbsent(face.source(), key -> new ArrayList<>()).add(face);
    }
    Map<String, List<EvaluatedFace>> sets = new LinkedHashMap<>(bySource);
    if (sets.size() > 1) {
      sets.put(ALL, faces);
    }
    return sets;
  }

  private static void checkSplit(
      FaceStore store, Path folder, String split, Predicate<FaceEntry> inSplit) {
    List<FaceEntry> entries = store.entries().stream().filter(inSplit).toList();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          folder
              + " has no faces of the split '"
              + split
              + "'; it has "
              + String.join(
                  ", ",
                  store.entries().stream().map(FaceEntry::split).distinct().sorted().toList()));
    }
    for (Label label : Label.values()) {
      if (entries.stream().noneMatch(entry -> entry.label() == label)) {
        throw new IllegalArgumentException(
            "the split '"
                + split
                + "' of "
                + folder
                + " has no "
                + label.key()
                + " faces; telling two classes apart needs both");
      }
    }
  }

  /**
   * The residual baseline's threshold.
   *
   * @param level 8-bit step
   * @param chosenOn in words
   */
  private record Residual(int level, String chosenOn) {}

  private static Residual residual(
      FaceStore store, String split, List<EvaluatedFace> faces, FaceAnalyzer analyzer) {
    if (!split.equals("val")) {
      List<FaceEntry> held =
          store.entries().stream()
              .filter(entry -> entry.split().equals("val") && entry.mask().isPresent())
              .limit(THRESHOLD_FACES)
              .toList();
      Optional<Integer> level =
          MaskThreshold.ofResidual(
              FaceEvaluator.evaluate(
                  FaceSupply.of(store, held),
                  store.description().margin(),
                  analyzer,
                  (done, all) -> {}));
      if (level.isPresent()) {
        return new Residual(level.get(), held.size() + " forged faces of the split val");
      }
    }
    return MaskThreshold.ofResidual(faces)
        .map(level -> new Residual(level, "these very faces, in the baseline's favour"))
        .orElse(new Residual(MaskSample.LEVELS / 2, "nothing: no forged region is known"));
  }

  private static Map<String, Long> skipped(FaceStore store) {
    Map<String, Long> skipped = new TreeMap<>();
    for (SkippedRecord record : store.skipped()) {
      skipped.merge(record.reason().code(), 1L, Long::sum);
    }
    return skipped;
  }

  private static Map<String, String> protocol(
      Path folder,
      String split,
      Checkpoint checkpoint,
      FaceMetrics.Decision decision,
      Residual residual) {
    ModelCard card = checkpoint.card();
    Map<String, String> protocol = new LinkedHashMap<>();
    protocol.put("data", "store " + folder.getFileName() + ", split " + split);
    protocol.put(
        "faces",
        "those that preparation chose; records without a face are left out and counted as skipped");
    protocol.put("frame", "every stored face by itself");
    protocol.put(
        "video",
        "mean of the logits of a person's frames, the most suspicious person of a video; a picture"
            + " is a video of one frame");
    protocol.put("score", card.scoreInWords() + ", higher for forged");
    protocol.put(
        "threshold",
        String.format(
            Locale.ROOT,
            "%s (calibrated probability); from %s up to it detection abstains, which is counted,"
                + " and the rates count as not called forged",
            decision.threshold(),
            decision.authenticBelow()));
    protocol.put(
        "masks",
        "crop pixels; painted from "
            + MaskSample.THRESHOLD
            + "; IoU and F1 are means over forged faces, pixel AUC and PBCA pool all pixels");
    protocol.put("outline", card.calibration().outlineInWords());
    protocol.put("truth", "masks as prepared, and their convex hulls");
    protocol.put("ellipse", "the ellipse that fills the box of the landmarks");
    protocol.put(
        "residual",
        String.format(
            Locale.ROOT,
            "mean of |x − x̂| over the channels, painted from %d/255, chosen on %s",
            residual.level(),
            residual.chosenOn()));
    protocol.put(
        "interval",
        "95 % percentile bootstrap over original videos, "
            + Bootstrap.standard().resamples()
            + " draws, seed "
            + Bootstrap.standard().seed());
    protocol.put("model", card.name() + ", weights " + checkpoint.weights().sha256());
    protocol.put("code", card.provenance().codeVersion());
    protocol.put("engine", card.provenance().engine());
    return protocol;
  }
}
