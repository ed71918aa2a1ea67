package org.delocate.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.delocate.dataset.FaceEntry;
import org.delocate.dataset.FaceStore;
import org.delocate.dataset.StoredFace;
import org.delocate.face.AffineTransform;
import org.delocate.face.AlignedFace;
import org.delocate.face.Box;
import org.delocate.media.Image;
import org.delocate.metrics.MaskSample;
import org.delocate.network.FaceAnalyzer;
import org.delocate.network.FaceEvidence;

/** Runs a model over the faces of a store, just as detection runs it over the faces of a video. */
public final class FaceEvaluator {

  private static final int BATCH = 64;

  private FaceEvaluator() {}

  /**
   * Scores faces. The crop is the middle of the stored one, without its margin.
   *
   * @param filter which faces
   * @param progress hears how many are done, and of how many
   */
  public static List<EvaluatedFace> evaluate(
      FaceStore store,
      Predicate<FaceEntry> filter,
      FaceAnalyzer analyzer,
      EvaluationProgress progress) {
    int margin = store.description().margin();
    List<FaceEntry> chosen = store.entries().stream().filter(filter).toList();
    List<EvaluatedFace> evaluated = new ArrayList<>(chosen.size());
    for (int first = 0; first < chosen.size(); first += BATCH) {
      List<StoredFace> faces =
          chosen.subList(first, Math.min(chosen.size(), first + BATCH)).stream()
              .map(store::read)
              .toList();
      List<AlignedFace> aligned = faces.stream().map(face -> middle(face, margin)).toList();
      List<FaceEvidence> evidence = analyzer.analyze(aligned);
      for (int i = 0; i < faces.size(); i++) {
        evaluated.add(compare(faces.get(i), aligned.get(i), evidence.get(i), margin));
      }
      progress.done(evaluated.size(), chosen.size());
    }
    return evaluated;
  }

  private static AlignedFace middle(StoredFace face, int margin) {
    int size = face.size() - 2 * margin;
    byte[] rgb = new byte[size * size * 3];
    for (int y = 0; y < size; y++) {
      int from = ((y + margin) * face.size() + margin) * 3;
      System.arraycopy(face.crop().rgb(), from, rgb, y * size * 3, size * 3);
    }
    AffineTransform toStored = new AffineTransform(1, 0, margin, 0, 1, margin);
    return new AlignedFace(
        new Image(size, size, rgb), face.landmarks().transformed(toStored.inverse()), toStored);
  }

  private static EvaluatedFace compare(
      StoredFace face, AlignedFace aligned, FaceEvidence evidence, int margin) {
    String group = face.originalKey().orElse(face.key());
    Optional<MaskSample> mask = Optional.empty();
    Optional<MaskSample> ellipse = Optional.empty();
    if (face.hasTruth()) {
      int size = evidence.maskSide();
      float[] truth = new float[size * size];
      float[] stored = face.truth();
      for (int y = 0; y < size; y++) {
        System.arraycopy(stored, (y + margin) * face.size() + margin, truth, y * size, size);
      }
      mask =
          Optional.of(
              MaskSample.of(face.key(), group, truth, evidence.mask(), MaskSample.THRESHOLD));
      float[] fixed = ellipse(aligned.landmarks().bounds(), size);
      ellipse = Optional.of(MaskSample.of(face.key(), group, truth, fixed, MaskSample.THRESHOLD));
    }
    return new EvaluatedFace(
        face.key(),
        group,
        face.label(),
        face.method(),
        face.source(),
        evidence.logit(),
        evidence.eyesError(),
        evidence.cheekAndNoseError(),
        evidence.lipsError(),
        mask,
        ellipse);
  }

  /** 1 inside the ellipse that touches the sides of the face's box, 0 outside. */
  private static float[] ellipse(Box box, int size) {
    float[] mask = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double dx = (x - box.centerX()) / (box.width() / 2);
        double dy = (y - box.centerY()) / (box.height() / 2);
        mask[y * size + x] = dx * dx + dy * dy <= 1 ? 1 : 0;
      }
    }
    return mask;
  }
}
