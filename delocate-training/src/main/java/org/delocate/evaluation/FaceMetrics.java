package org.delocate.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.delocate.detection.Calibrator;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;

/**
 * The numbers of one set of evaluated faces, each with its 95 % bootstrap interval over originals.
 *
 * @param faces how many
 * @param forged how many of them are forged
 * @param withTruth how many have a known mask
 * @param values by name
 */
public record FaceMetrics(long faces, long forged, long withTruth, Map<String, Interval> values) {

  private static final int CALIBRATION_BINS = 15;

  /**
   * Measures.
   *
   * @param calibrator makes probabilities of logits
   * @param threshold probability from which a face is called forged
   */
  public static FaceMetrics of(
      List<EvaluatedFace> faces, Calibrator calibrator, double threshold, Bootstrap bootstrap) {
    List<ScoredSample> scores =
        faces.stream()
            .map(
                face ->
                    new ScoredSample(
                        face.key(),
                        face.forged(),
                        calibrator.probability(face.logit()),
                        face.group()))
            .toList();
    Map<String, ToDoubleFunction<List<ScoredSample>>> detection = new LinkedHashMap<>();
    detection.put("areaUnderRoc", DetectionMetrics::areaUnderRoc);
    detection.put("averagePrecision", DetectionMetrics::averagePrecision);
    detection.put("equalErrorRate", DetectionMetrics::equalErrorRate);
    detection.put("accuracy", s -> DetectionMetrics.accuracy(s, threshold));
    detection.put("falseAlarmRate", s -> DetectionMetrics.flaggedShare(s, false, threshold));
    detection.put("detectionRate", s -> DetectionMetrics.flaggedShare(s, true, threshold));
    detection.put("detectionRateAt1Percent", s -> DetectionMetrics.truePositiveRateAt(s, 0.01));
    detection.put("detectionRateAt5Percent", s -> DetectionMetrics.truePositiveRateAt(s, 0.05));
    detection.put(
        "calibrationError", s -> DetectionMetrics.expectedCalibrationError(s, CALIBRATION_BINS));
    Map<String, Interval> values = new LinkedHashMap<>();
    detection.forEach((name, metric) -> values.put(name, bootstrap.of(scores, metric)));

    List<MaskSample> masks = samples(faces, EvaluatedFace::mask);
    List<MaskSample> ellipses = samples(faces, EvaluatedFace::ellipse);
    if (masks.stream().anyMatch(MaskSample::forged)) {
      Map<String, ToDoubleFunction<List<MaskSample>>> localization = new LinkedHashMap<>();
      localization.put("pixelAreaUnderRoc", MaskMetrics::pixelAreaUnderRoc);
      localization.put("intersectionOverUnion", MaskMetrics::intersectionOverUnion);
      localization.put("f1", MaskMetrics::f1);
      localization.put("pixelAccuracy", MaskMetrics::pixelAccuracy);
      localization.put("iinc", MaskMetrics::iinc);
      localization.put("paintedShareOfReal", MaskMetrics::paintedShareOfReal);
      localization.forEach(
          (name, metric) -> values.put(name, bootstrap.of(masks, MaskSample::group, metric)));
      values.put(
          "ellipseIntersectionOverUnion",
          bootstrap.of(ellipses, MaskSample::group, MaskMetrics::intersectionOverUnion));
      values.put(
          "ellipsePixelAreaUnderRoc",
          bootstrap.of(ellipses, MaskSample::group, MaskMetrics::pixelAreaUnderRoc));
    }
    long forged = faces.stream().filter(EvaluatedFace::forged).count();
    return new FaceMetrics(faces.size(), forged, masks.size(), values);
  }

  private static List<MaskSample> samples(
      List<EvaluatedFace> faces, Function<EvaluatedFace, Optional<MaskSample>> which) {
    return faces.stream().map(which).flatMap(Optional::stream).toList();
  }
}
