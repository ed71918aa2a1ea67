package org.delocate.experiment.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.number.DetectionNumbers;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskNumbers;
import org.delocate.evaluation.number.MaskTruth;
import org.delocate.evaluation.number.Painter;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;

/**
 * What one condition of an experiment gave; kept in a file, so that a stopped experiment need not
 * measure it again.
 *
 * @param counts by name
 * @param numbers by name, with their intervals
 * @param series lists of numbers by name, for curves
 */
public record Measurement(
    Map<String, Long> counts, Map<String, Interval> numbers, Map<String, List<Double>> series) {

  private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

  /** A number; without meaning where it was not measured. */
  public Interval number(String name) {
    return numbers.getOrDefault(name, new Interval(Double.NaN, Double.NaN, Double.NaN));
  }

  /** A count; 0 where nothing was counted. */
  public long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /**
   * Detection by videos and localization by the model against the truth as given.
   *
   * @param decision for numbers at the threshold; null for those of the ranking alone
   */
  public static Measurement of(List<EvaluatedFace> faces, FaceMetrics.Decision decision) {
    List<EvaluatedVideo> videos = EvaluatedVideo.of(faces);
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("faces", (long) faces.size());
    counts.put("videos", (long) videos.size());
    Calibrator calibrator = decision == null ? new Calibrator(1, 0) : decision.calibrator();
    Map<String, ToDoubleFunction<List<ScoredSample>>> metrics =
        decision == null
            ? DetectionNumbers.ranking()
            : DetectionNumbers.metrics(decision.threshold());
    List<ScoredSample> scores = FaceMetrics.videoScores(videos, calibrator);
    counts.put("forgedVideos", scores.stream().filter(ScoredSample::forged).count());
    Map<String, Interval> numbers =
        new LinkedHashMap<>(DetectionNumbers.of(scores, metrics, BOOTSTRAP));
    List<MaskSample> masks = FaceMetrics.samples(faces, MaskTruth.GIVEN, Painter.MODEL);
    if (masks.stream().anyMatch(MaskSample::forged)) {
      numbers.putAll(MaskNumbers.of(masks, BOOTSTRAP));
    }
    return new Measurement(counts, numbers, Map.of());
  }
}
