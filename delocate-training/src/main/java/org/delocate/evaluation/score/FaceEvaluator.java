package org.delocate.evaluation.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.mask.MaskHull;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.StoredFace;
import org.delocate.face.align.AlignedFace;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.media.image.Image;
import org.delocate.metrics.MaskSample;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.evidence.FaceEvidence;
import org.delocate.network.texture.TrackTexture;

/** Runs a model over stored faces, just as detection runs it over the faces of a video. */
public final class FaceEvaluator {

  private static final int BATCH = 64;

  private FaceEvaluator() {}

  /**
   * Scores faces. The crop is the middle of the stored one, without its margin but for what the
   * networks see around the crop. The residual is painted from {@link MaskSample#THRESHOLD} on
   * until {@link EvaluatedFace#residualFrom} says otherwise.
   *
   * @param faces in the store's crop convention
   * @param margin of the stored crops
   * @param progress hears how many are done, and of how many
   */
  public static List<EvaluatedFace> evaluate(
      FaceSupply faces, int margin, FaceAnalyzer analyzer, EvaluationProgress progress) {
    int border = border(margin, analyzer);
    Map<String, TrackTexture> people = new HashMap<>();
    Map<String, Integer> frames = new HashMap<>();
    List<EvaluatedFace> evaluated = new ArrayList<>(faces.size());
    for (int first = 0; first < faces.size(); first += BATCH) {
      List<FaceSupply.Member> members = new ArrayList<>();
      for (int i = first; i < Math.min(faces.size(), first + BATCH); i++) {
        members.add(faces.get(i));
      }
      List<AlignedFace> aligned = members.stream().map(member -> middle(member, border)).toList();
      List<FaceEvidence> evidence = analyzer.analyze(aligned);
      for (int i = 0; i < members.size(); i++) {
        EvaluatedFace face = compare(members.get(i), aligned.get(i), evidence.get(i), border);
        String person = person(face);
        if (!people.containsKey(person)) {
          analyzer.person().ifPresent(fresh -> people.put(person, fresh));
        }
        if (people.containsKey(person)) {
          people.get(person).add(evidence.get(i));
        }
        frames.merge(person, 1, Integer::sum);
        evaluated.add(face);
      }
      progress.done(evaluated.size(), faces.size());
    }
    return evaluated.stream().map(face -> together(face, people, frames)).toList();
  }

  /** With what the person's frames say together, which is added to each as it is to their mean. */
  private static EvaluatedFace together(
      EvaluatedFace face, Map<String, TrackTexture> people, Map<String, Integer> frames) {
    TrackTexture person = people.get(person(face));
    return person == null
        ? face
        : face.withLogit(face.logit() + person.correction(frames.get(person(face))));
  }

  private static String person(EvaluatedFace face) {
    return face.video() + " " + face.person();
  }

  /** Pixels of the stored crops' margin that the networks do not see. */
  public static int border(int margin, FaceAnalyzer analyzer) {
    if (analyzer.surround() > margin) {
      throw new IllegalArgumentException(
          "the networks see "
              + analyzer.surround()
              + " pixels around the crop, the store keeps "
              + margin);
    }
    return margin - analyzer.surround();
  }

  /** What the networks are given of a face, with the moment after it, if that is known. */
  static AlignedFace middle(FaceSupply.Member member, int margin) {
    AlignedFace face = middle(member.face(), margin);
    return new AlignedFace(
        face.crop(),
        face.landmarks(),
        face.cropToFrame(),
        member.later().map(later -> middle(later, margin)));
  }

  /** The crop that the networks see: the stored one without its margin. */
  public static AlignedFace middle(StoredFace face, int margin) {
    AffineTransform toStored = new AffineTransform(1, 0, margin, 0, 1, margin);
    return new AlignedFace(
        middle(face.crop(), margin), face.landmarks().transformed(toStored.inverse()), toStored);
  }

  private static Image middle(Image stored, int margin) {
    int size = stored.width() - 2 * margin;
    byte[] rgb = new byte[size * size * 3];
    for (int y = 0; y < size; y++) {
      int from = ((y + margin) * stored.width() + margin) * 3;
      System.arraycopy(stored.rgb(), from, rgb, y * size * 3, size * 3);
    }
    return new Image(size, size, rgb);
  }

  /** The truth of the crop that the networks see. */
  public static float[] middleTruth(StoredFace face, int margin) {
    int size = face.size() - 2 * margin;
    float[] truth = new float[size * size];
    float[] stored = face.truth();
    for (int y = 0; y < size; y++) {
      System.arraycopy(stored, (y + margin) * face.size() + margin, truth, y * size, size);
    }
    return truth;
  }

  private static EvaluatedFace compare(
      FaceSupply.Member member, AlignedFace aligned, FaceEvidence evidence, int margin) {
    StoredFace face = member.face();
    Optional<MaskScores> given = Optional.empty();
    Optional<MaskScores> hull = Optional.empty();
    if (face.hasTruth()) {
      int size = evidence.maskSide();
      float[] truth = middleTruth(face, margin);
      Masks masks =
          new Masks(
              evidence.mask(),
              evidence.outlinedFrom(),
              PlainMasks.ellipse(aligned.landmarks().bounds(), size),
              PlainMasks.residual(aligned.crop(), evidence.recovered()));
      given = Optional.of(masks.against(truth, face.key(), member.group()));
      // Nothing forged, nothing to wrap: the same counts.
      hull =
          face.label() == Label.REAL
              ? given
              : Optional.of(masks.against(MaskHull.of(truth, size), face.key(), member.group()));
    }
    return new EvaluatedFace(
        new EvaluatedFace.Whose(
            face.key(),
            member.video(),
            StoreVideos.person(face.key()),
            member.group(),
            face.label(),
            face.method(),
            face.source()),
        evidence.logit(),
        evidence.recoveryErrors(),
        evidence.discrepancies(),
        given,
        hull);
  }

  private record Masks(float[] model, double outlinedFrom, float[] ellipse, float[] residual) {
    MaskScores against(float[] truth, String key, String group) {
      return new MaskScores(
          MaskSample.of(key, group, truth, model, MaskSample.THRESHOLD),
          MaskSample.of(key, group, truth, model, outlinedFrom),
          MaskSample.of(key, group, truth, ellipse, MaskSample.THRESHOLD),
          MaskSample.of(key, group, truth, residual, MaskSample.THRESHOLD));
    }
  }
}
