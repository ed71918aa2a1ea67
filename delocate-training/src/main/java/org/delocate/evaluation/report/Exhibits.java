package org.delocate.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.FaceStore;
import org.delocate.dataset.store.StoredFace;
import org.delocate.evaluation.number.Painter;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.FaceEvaluator;
import org.delocate.face.align.AlignedFace;
import org.delocate.metrics.MaskSample;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.evidence.FaceEvidence;

/**
 * The faces that an evaluation's page shows.
 *
 * @param falseAlarms the real faces with the highest scores
 * @param misses the forged faces with the lowest scores
 * @param masks forged faces with a known region from the best to the worst IoU, evenly spread
 */
public record Exhibits(List<Exhibit> falseAlarms, List<Exhibit> misses, List<Exhibit> masks) {

  private static final int MISTAKES = 6;
  private static final int MASKS = 6;

  /** Chooses, and lets the model look at the chosen ones once more. */
  static Exhibits of(List<EvaluatedFace> faces, FaceStore store, FaceAnalyzer analyzer) {
    Comparator<EvaluatedFace> byScore = Comparator.comparingDouble(EvaluatedFace::logit);
    List<EvaluatedFace> alarms =
        faces.stream()
            .filter(face -> !face.forged())
            .sorted(byScore.reversed())
            .limit(MISTAKES)
            .toList();
    List<EvaluatedFace> misses =
        faces.stream().filter(EvaluatedFace::forged).sorted(byScore).limit(MISTAKES).toList();
    Map<String, FaceEntry> entries = new HashMap<>();
    store.entries().forEach(entry -> entries.put(entry.key(), entry));
    Looker looker = new Looker(store, entries, analyzer);
    return new Exhibits(looker.look(alarms), looker.look(misses), looker.look(spread(faces)));
  }

  private static List<EvaluatedFace> spread(List<EvaluatedFace> faces) {
    List<EvaluatedFace> ranked =
        faces.stream()
            .filter(face -> face.given().filter(scores -> scores.model().forged()).isPresent())
            .sorted(
                Comparator.comparingDouble((EvaluatedFace face) -> overlap(face, Painter.MODEL))
                    .reversed())
            .toList();
    List<EvaluatedFace> chosen = new ArrayList<>();
    int count = Math.min(MASKS, ranked.size());
    for (int i = 0; i < count; i++) {
      chosen.add(ranked.get(count == 1 ? 0 : i * (ranked.size() - 1) / (count - 1)));
    }
    return chosen;
  }

  /** IoU of a painter's mask with the truth as given. */
  static double overlap(EvaluatedFace face, Painter painter) {
    return face.given().map(painter::of).map(MaskSample::intersectionOverUnion).orElse(Double.NaN);
  }

  private record Looker(FaceStore store, Map<String, FaceEntry> entries, FaceAnalyzer analyzer) {

    List<Exhibit> look(List<EvaluatedFace> faces) {
      int margin = FaceEvaluator.border(store.description().margin(), analyzer);
      List<StoredFace> stored =
          faces.stream().map(face -> store.read(entries.get(face.key()))).toList();
      List<AlignedFace> aligned =
          stored.stream().map(face -> FaceEvaluator.middle(face, margin)).toList();
      List<FaceEvidence> evidence = analyzer.analyze(aligned);
      List<Exhibit> exhibits = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        StoredFace face = stored.get(i);
        exhibits.add(
            new Exhibit(
                faces.get(i),
                aligned.get(i).crop(),
                evidence.get(i).recovered(),
                evidence.get(i).mask(),
                evidence.get(i).outlinedFrom(),
                face.hasTruth()
                    ? Optional.of(FaceEvaluator.middleTruth(face, margin))
                    : Optional.empty()));
      }
      return exhibits;
    }
  }
}
