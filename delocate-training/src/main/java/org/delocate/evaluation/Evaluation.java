package org.delocate.evaluation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.delocate.dataset.FaceStore;
import org.delocate.detection.Calibrator;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.MaskSample;
import org.delocate.network.AnalyzerOptions;
import org.delocate.network.Checkpoint;
import org.delocate.network.FaceAnalyzer;
import org.delocate.network.ModelCard;

/** Measures a checkpoint on prepared faces: one number per face, one face per record. */
public final class Evaluation {

  private Evaluation() {}

  /**
   * Evaluates every source of a split apart.
   *
   * @param folder store of faces
   * @param split {@code train}, {@code val} or {@code test}
   * @param progress hears how many faces are done, and of how many
   * @throws IllegalArgumentException if the split is empty, or the store's crops are not the
   *     model's
   */
  public static EvaluationReport of(
      Path folder,
      String split,
      Checkpoint checkpoint,
      AnalyzerOptions options,
      EvaluationProgress progress) {
    ModelCard card = checkpoint.card();
    ModelCard.Calibration calibration = card.calibration();
    List<EvaluatedFace> faces;
    try (FaceStore store = FaceStore.open(folder);
        FaceAnalyzer analyzer = FaceAnalyzer.open(checkpoint, options)) {
      if (!store.description().crop().equals(card.networks().crop())) {
        throw new IllegalArgumentException(
            "the store holds crops "
                + store.description().crop()
                + ", the model sees "
                + card.networks().crop());
      }
      faces =
          FaceEvaluator.evaluate(store, entry -> entry.split().equals(split), analyzer, progress);
    }
    if (faces.isEmpty()) {
      throw new IllegalArgumentException(folder + " has no faces of the split " + split);
    }
    Calibrator calibrator = new Calibrator(calibration.temperature(), calibration.bias());
    Map<String, List<EvaluatedFace>> bySource = new TreeMap<>();
    for (EvaluatedFace face : faces) {
      bySource.computeIfAbsent(face.source(), key -> new java.util.ArrayList<>()).add(face);
    }
    Map<String, FaceMetrics> metrics = new LinkedHashMap<>();
    bySource.forEach(
        (source, some) ->
            metrics.put(
                source,
                FaceMetrics.of(some, calibrator, calibration.threshold(), Bootstrap.standard())));
    Map<String, String> protocol = new LinkedHashMap<>();
    protocol.put("data", "store " + folder.getFileName() + ", split " + split);
    protocol.put("level", "frame: one face per record, the largest; records without one left out");
    protocol.put("threshold", calibration.threshold() + " (calibrated probability)");
    protocol.put("masks", "crop pixels, threshold " + MaskSample.THRESHOLD + ", truth as prepared");
    protocol.put("baseline", "an ellipse that fills the box of the landmarks");
    protocol.put(
        "interval",
        "95 % percentile bootstrap over originals, "
            + Bootstrap.standard().resamples()
            + " draws, seed "
            + Bootstrap.standard().seed());
    protocol.put("model", card.name() + ", weights " + checkpoint.weights().sha256());
    protocol.put("code", card.provenance().codeVersion());
    protocol.put("engine", card.provenance().engine());
    return new EvaluationReport(protocol, metrics, faces);
  }
}
