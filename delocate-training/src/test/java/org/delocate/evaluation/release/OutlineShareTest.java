package org.delocate.evaluation.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.delocate.dataset.record.Label;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;
import org.delocate.network.evidence.PartValues;
import org.delocate.network.model.Calibration;
import org.junit.jupiter.api.Test;

class OutlineShareTest {

  private static final int PIXELS = 100;
  private static final int FORGED = 30;
  private static final double AUTHENTIC_BELOW = 0.1;

  private static final Calibrator CALIBRATOR = new Calibrator(2, -0.5);

  @Test
  void faintMasksOfFacesThatLookHardlyForgedAreOutlinedAllTheSame() {
    // In the forged region a pixel is nearly as likely forged as the face; elsewhere half as much.
    List<EvaluatedFace> faces = new ArrayList<>();
    for (double probability : new double[] {0.95, 0.8, 0.6, 0.4, 0.2}) {
      faces.add(face(probability, true, 0.9 * probability, 0.45 * probability));
    }
    faces.add(face(0.05, false, 0.01, 0.01));
    OutlineShare outlines = new OutlineShare(CALIBRATOR, AUTHENTIC_BELOW, 0);

    double share = outlines.best(faces).orElseThrow();

    assertThat(share).isBetween(0.46, 0.9);
    assertThat(overlap(faces.stream().map(face -> outlines.outlined(face, share)).toList()))
        .isEqualTo(1);
    // From one half on, two of the five masks are as they should be.
    assertThat(
            MaskMetrics.intersectionOverUnion(
                faces.stream().map(face -> face.given().orElseThrow().model()).toList()))
        .isLessThan(0.7);
  }

  @Test
  void whatIsChosenByIsWhatTheCardOutlines() {
    double shift = 1.4;
    double share = 0.8;
    Calibration card =
        new Calibration("temperature+bias", 2, -0.5, 0.9, AUTHENTIC_BELOW).withMasks(shift, share);
    OutlineShare outlines = new OutlineShare(CALIBRATOR, AUTHENTIC_BELOW, shift);
    for (double probability : new double[] {0.02, 0.1, 0.3, 0.7, 0.99}) {
      for (int level = 1; level < MaskSample.LEVELS - 1; level++) {
        double value = level / 255.0;
        EvaluatedFace face = face(probability, true, value, 0);
        double from = card.outlinedFrom(face.logit());
        double edge = 1 / (1 + (1 - from) / from * Math.exp(shift));
        // Within half a step of the edge the counts may fall on either side.
        if (Math.abs(value - edge) > 0.51 / 255) {
          double shifted = 1 / (1 + (1 - value) / value * Math.exp(-shift));
          assertThat(outlines.outlined(face, share).given().orElseThrow().outline().predicted())
              .as(value + " in a face of " + probability)
              .isEqualTo(shifted >= from ? FORGED : 0);
        }
      }
    }
  }

  @Test
  void withoutAForgedRegionThereIsNothingToChooseBy() {
    OutlineShare outlines = new OutlineShare(CALIBRATOR, AUTHENTIC_BELOW, 0);
    assertThat(outlines.best(List.of(face(0.2, false, 0.1, 0.1)))).isEmpty();
  }

  private static double overlap(List<EvaluatedFace> faces) {
    return MaskMetrics.intersectionOverUnion(
        faces.stream().map(face -> face.given().orElseThrow().outline()).toList());
  }

  /** A face whose first pixels, forged if it is, have one value and the rest another. */
  private static EvaluatedFace face(double probability, boolean forged, double first, double rest) {
    float[] truth = new float[PIXELS];
    float[] mask = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      truth[i] = forged && i < FORGED ? 1 : 0;
      mask[i] = (float) (i < FORGED ? first : rest);
    }
    String key = "face " + probability + forged + first;
    MaskSample sample = MaskSample.of(key, key, truth, mask, MaskSample.THRESHOLD);
    return new EvaluatedFace(
        new EvaluatedFace.Whose(
            key, key, 1, key, forged ? Label.FAKE : Label.REAL, forged ? "made up" : "", "test"),
        2 * (Math.log(probability / (1 - probability)) + 0.5),
        new PartValues(0, 0, 0),
        new PartValues(0, 0, 0),
        Optional.of(new MaskScores(sample, sample, sample, sample)),
        Optional.empty());
  }
}
