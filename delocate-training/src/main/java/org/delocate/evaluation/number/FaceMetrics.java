package org.delocate.evaluation.number;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;

/**
 * The numbers of one set of evaluated faces, each with its 95 % bootstrap interval over original
 * videos.
 *
 * @param counts what was measured
 * @param frame detection, each face by itself
 * @param video detection, each video as {@link EvaluatedVideo}
 * @param recovery AUC of the recovery error alone, by part, as {@link PartNumbers}
 * @param discrepancy that of the discrepancy between mapped and recovered face alone
 * @param masks localization against each truth, of each painter; empty where no forged region is
 *     known
 */
public record FaceMetrics(
    Counts counts,
    Map<String, Interval> frame,
    Map<String, Interval> video,
    Map<String, Interval> recovery,
    Map<String, Interval> discrepancy,
    Map<MaskTruth, Map<Painter, Map<String, Interval>>> masks) {

  /**
   * What was measured.
   *
   * @param faces scored
   * @param forgedFaces of them
   * @param videos they are frames of; pictures count as videos
   * @param forgedVideos of them
   * @param facesWithTruth whose forged region is known
   * @param openReal real videos between "authentic" and "forged", on which detection abstains
   * @param openForged forged ones
   */
  public record Counts(
      long faces,
      long forgedFaces,
      long videos,
      long forgedVideos,
      long facesWithTruth,
      long openReal,
      long openForged) {

    /** The counts by name, in the order of tables. */
    public Map<String, Long> byName() {
      Map<String, Long> named = new LinkedHashMap<>();
      named.put("faces", faces);
      named.put("forgedFaces", forgedFaces);
      named.put("videos", videos);
      named.put("forgedVideos", forgedVideos);
      named.put("facesWithTruth", facesWithTruth);
      named.put("abstainedReal", openReal);
      named.put("abstainedForged", openForged);
      return named;
    }
  }

  /**
   * How probabilities become answers.
   *
   * @param calibrator makes probabilities of logits
   * @param threshold probability from which the answer is forged
   * @param authenticBelow probability below which it is authentic; between the two it is open
   */
  public record Decision(Calibrator calibrator, double threshold, double authenticBelow) {

    private boolean isOpen(EvaluatedVideo video) {
      double probability = calibrator.probability(video.logit());
      return probability >= authenticBelow && probability < threshold;
    }
  }

  /** Measures. */
  public static FaceMetrics of(List<EvaluatedFace> faces, Decision decision, Bootstrap bootstrap) {
    List<EvaluatedVideo> videos = EvaluatedVideo.of(faces);
    var metrics = DetectionNumbers.metrics(decision.threshold());
    Map<String, Interval> frame =
        DetectionNumbers.of(frameScores(faces, decision.calibrator()), metrics, bootstrap);
    Map<String, Interval> video =
        videos.size() == faces.size()
            ? frame
            : DetectionNumbers.of(videoScores(videos, decision.calibrator()), metrics, bootstrap);
    return new FaceMetrics(
        counts(faces, videos, decision),
        frame,
        video,
        PartNumbers.of(faces, EvaluatedFace::recoveryErrors, bootstrap),
        PartNumbers.of(faces, EvaluatedFace::discrepancies, bootstrap),
        masks(faces, bootstrap));
  }

  private static Counts counts(
      List<EvaluatedFace> faces, List<EvaluatedVideo> videos, Decision decision) {
    return new Counts(
        faces.size(),
        faces.stream().filter(EvaluatedFace::forged).count(),
        videos.size(),
        videos.stream().filter(EvaluatedVideo::forged).count(),
        faces.stream().filter(face -> face.given().isPresent()).count(),
        videos.stream().filter(video -> !video.forged() && decision.isOpen(video)).count(),
        videos.stream().filter(video -> video.forged() && decision.isOpen(video)).count());
  }

  /** Localization against each truth, of each painter; empty where no forged region is known. */
  public static Map<MaskTruth, Map<Painter, Map<String, Interval>>> masks(
      List<EvaluatedFace> faces, Bootstrap bootstrap) {
    Map<MaskTruth, Map<Painter, Map<String, Interval>>> masks = new EnumMap<>(MaskTruth.class);
    for (MaskTruth truth : MaskTruth.values()) {
      for (Painter painter : Painter.values()) {
        List<MaskSample> samples = samples(faces, truth, painter);
        if (samples.stream().anyMatch(MaskSample::forged)) {
          masks
              .computeIfAbsent(truth, key -> new EnumMap<>(Painter.class))
              .put(painter, MaskNumbers.of(samples, bootstrap));
        }
      }
    }
    return masks;
  }

  /** One painter's masks of all faces whose truth is known. */
  public static List<MaskSample> samples(
      List<EvaluatedFace> faces, MaskTruth truth, Painter painter) {
    return faces.stream().flatMap(face -> truth.of(face).stream()).map(painter::of).toList();
  }

  /** Probabilities of faces. */
  public static List<ScoredSample> frameScores(List<EvaluatedFace> faces, Calibrator calibrator) {
    return faces.stream()
        .map(
            face ->
                new ScoredSample(
                    face.key(), face.forged(), calibrator.probability(face.logit()), face.group()))
        .toList();
  }

  /** Probabilities of videos. */
  public static List<ScoredSample> videoScores(List<EvaluatedVideo> videos, Calibrator calibrator) {
    return videos.stream()
        .map(
            video ->
                new ScoredSample(
                    video.video(),
                    video.forged(),
                    calibrator.probability(video.logit()),
                    video.group()))
        .toList();
  }

  /**
   * The main numbers under one name each, as model cards keep them and reports show them: frames,
   * videos where they are not single pictures, recovery error and discrepancy alone, the model's
   * masks, and what the baselines reach.
   */
  public Map<String, Interval> flat() {
    Map<String, Interval> flat = new LinkedHashMap<>(frame);
    if (!video.equals(frame)) {
      video.forEach((name, interval) -> flat.put("video." + name, interval));
    }
    flat.put("recoveryError.areaUnderRoc", recovery.get(PartNumbers.ALL_PARTS));
    flat.put("mappingDiscrepancy.areaUnderRoc", discrepancy.get(PartNumbers.ALL_PARTS));
    Map<Painter, Map<String, Interval>> given = masks.getOrDefault(MaskTruth.GIVEN, Map.of());
    flat.putAll(given.getOrDefault(Painter.MODEL, Map.of()));
    // Of an outline the pixel AUC is the mask's.
    flat.putAll(some(given, Painter.OUTLINE, List.of("intersectionOverUnion", "f1")));
    for (Painter baseline : List.of(Painter.ELLIPSE, Painter.RESIDUAL)) {
      flat.putAll(some(given, baseline, List.of("pixelAreaUnderRoc", "intersectionOverUnion")));
    }
    return flat;
  }

  /** Some numbers of one painter, under names that begin with its own. */
  private static Map<String, Interval> some(
      Map<Painter, Map<String, Interval>> given, Painter painter, List<String> names) {
    Map<String, Interval> numbers = given.getOrDefault(painter, Map.of());
    Map<String, Interval> some = new LinkedHashMap<>();
    for (String name : names) {
      if (numbers.containsKey(name)) {
        some.put(painter.key() + "." + name, numbers.get(name));
      }
    }
    return some;
  }
}
