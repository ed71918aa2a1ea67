package org.delocate.evaluation.report;

import java.util.List;
import java.util.Locale;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.MaskSample;

/** {@code scores.csv} and {@code frames.csv}: every score, for programs. */
final class ScoreTables {

  private ScoreTables() {}

  /** A row per video. */
  static CsvTable ofVideos(List<EvaluatedVideo> videos, Calibrator calibrator) {
    return new CsvTable(
        List.of(
            "video", "group", "label", "method", "source", "frames", "logit", "probability", "iou"),
        videos.stream()
            .map(
                video ->
                    List.of(
                        video.video(),
                        video.group(),
                        video.label().key(),
                        video.method(),
                        video.source(),
                        "" + video.frames(),
                        number(video.logit()),
                        number(calibrator.probability(video.logit())),
                        number(video.overlap())))
            .toList());
  }

  /** A row per face. */
  static CsvTable ofFaces(List<EvaluatedFace> faces, Calibrator calibrator) {
    return new CsvTable(
        List.of(
            "key",
            "video",
            "person",
            "group",
            "label",
            "method",
            "source",
            "logit",
            "probability",
            "eyes",
            "cheekAndNose",
            "lips",
            "eyesDiscrepancy",
            "cheekAndNoseDiscrepancy",
            "lipsDiscrepancy",
            "iou"),
        faces.stream()
            .map(
                face ->
                    List.of(
                        face.key(),
                        face.video(),
                        "" + face.person(),
                        face.group(),
                        face.label().key(),
                        face.method(),
                        face.source(),
                        number(face.logit()),
                        number(calibrator.probability(face.logit())),
                        number(face.recoveryErrors().eyes()),
                        number(face.recoveryErrors().cheekAndNose()),
                        number(face.recoveryErrors().lips()),
                        number(face.discrepancies().eyes()),
                        number(face.discrepancies().cheekAndNose()),
                        number(face.discrepancies().lips()),
                        number(
                            face.given()
                                .map(MaskScores::model)
                                .filter(MaskSample::forged)
                                .map(MaskSample::intersectionOverUnion)
                                .orElse(Double.NaN))))
            .toList());
  }

  /** Six decimals; empty where there is no number. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
  }
}
