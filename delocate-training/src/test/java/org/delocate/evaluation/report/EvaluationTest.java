package org.delocate.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.store.VideoStore;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskTruth;
import org.delocate.evaluation.number.Painter;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.evaluation.score.MaskScores;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MaskSample;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.Precision;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {

  private static final AnalyzerOptions OPTIONS = new AnalyzerOptions(1, Precision.FP32);

  @TempDir static Path folder;

  private static Path store;
  private static EvaluationReport report;

  @BeforeAll
  static void evaluate() {
    store = VideoStore.write(folder.resolve("store"));
    report = evaluated("test", UntrainedModel.write(folder.resolve("model"), 5));
  }

  private static EvaluationReport evaluated(String split, Path model) {
    return Evaluation.of(store, split, Checkpoint.read(model), OPTIONS, (done, all) -> {});
  }

  @Test
  void countsFramesVideosAndWhatWasLeftOut() {
    assertThat(report.metrics()).containsOnlyKeys("beta", "gamma", "all");
    FaceMetrics.Counts all = report.metrics().get("all").counts();
    assertThat(all.faces()).isEqualTo(16);
    assertThat(all.forgedFaces()).isEqualTo(8);
    assertThat(all.videos()).isEqualTo(8);
    assertThat(all.forgedVideos()).isEqualTo(4);
    assertThat(all.facesWithTruth()).isEqualTo(16);
    assertThat(report.skipped()).containsExactly(Map.entry("no_face", 1L));
    long open =
        EvaluatedVideo.of(report.faces()).stream()
            .mapToDouble(video -> report.decision().calibrator().probability(video.logit()))
            .filter(probability -> probability >= 0.3 && probability < 0.6)
            .count();
    assertThat(all.openReal() + all.openForged()).isEqualTo(open);
  }

  @Test
  void aVideoIsTheMeanOfItsFramesAndTheWorstOfItsPeople() {
    for (EvaluatedVideo video : EvaluatedVideo.of(report.faces())) {
      double[] logits =
          report.faces().stream()
              .filter(face -> face.video().equals(video.video()))
              .mapToDouble(EvaluatedFace::logit)
              .toArray();
      assertThat(logits).hasSize(2);
      double expected =
          video.video().equals("fake-test3")
              ? Math.max(logits[0], logits[1])
              : (logits[0] + logits[1]) / 2;
      assertThat(video.logit()).isEqualTo(expected);
    }
  }

  @Test
  void aFakeAndItsOriginalAreOneGroupAllFramesIncluded() {
    assertThat(report.faces())
        .filteredOn(face -> face.group().equals("test2"))
        .extracting(EvaluatedFace::key)
        .containsExactlyInAnyOrder(
            "test2_f000000", "fake-test2_f000000", "test2_f000001", "fake-test2_f000001");
  }

  @Test
  void everyPainterIsHeldAgainstTruthAndHull() {
    var masks = report.metrics().get("all").masks();
    assertThat(masks.keySet()).containsExactly(MaskTruth.GIVEN, MaskTruth.HULL);
    for (EvaluatedFace face : report.faces()) {
      MaskScores given = face.given().orElseThrow();
      MaskScores hull = face.hull().orElseThrow();
      if (face.forged()) {
        assertThat(hull.model().truth()).isGreaterThanOrEqualTo(given.model().truth());
        assertThat(hull.model().predicted()).isEqualTo(given.model().predicted());
        assertThat(given.ellipse().predicted()).isPositive();
      } else {
        assertThat(hull.model().truth()).isZero();
      }
    }
    assertThat(report.protocol().get("residual")).contains("of the split val");
  }

  @Test
  void theResidualIsPaintedFromItsBestStepOn() {
    EvaluationReport held = evaluated("val", folder.resolve("model"));
    assertThat(held.protocol().get("residual")).contains("in the baseline's favour");
    double chosen = overlap(held);
    for (int level = 1; level < MaskSample.LEVELS; level++) {
      int from = level;
      double other =
          held.faces().stream()
              .filter(EvaluatedFace::forged)
              .map(face -> face.given().orElseThrow().residual().paintedFrom(from))
              .mapToDouble(MaskSample::intersectionOverUnion)
              .average()
              .orElseThrow();
      assertThat(chosen).isGreaterThanOrEqualTo(other);
    }
  }

  @Test
  void recoveryErrorAndDiscrepancyAreScoresOfTheirOwn() {
    FaceMetrics all = report.metrics().get("all");
    assertWins(all.recovery(), face -> face.recoveryErrors().lips());
    assertWins(all.discrepancy(), face -> face.discrepancies().lips());
  }

  private static void assertWins(
      Map<String, Interval> numbers, ToDoubleFunction<EvaluatedFace> lips) {
    double wins = 0;
    int pairs = 0;
    for (EvaluatedFace fake : report.faces()) {
      for (EvaluatedFace real : report.faces()) {
        if (fake.forged() && !real.forged()) {
          double difference = lips.applyAsDouble(fake) - lips.applyAsDouble(real);
          wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(numbers).containsOnlyKeys("eyes", "cheekAndNose", "lips", "allParts");
    assertThat(numbers.get("lips").value()).isEqualTo(wins / pairs);
  }

  private static double overlap(EvaluationReport held) {
    return held.metrics()
        .get("alpha")
        .masks()
        .get(MaskTruth.GIVEN)
        .get(Painter.RESIDUAL)
        .get("intersectionOverUnion")
        .value();
  }

  @Test
  void writesMetricsAndScores() throws IOException {
    Path out = folder.resolve("out");
    report.write(out, true);
    JsonNode json = new ObjectMapper().readTree(out.resolve("metrics.json").toFile());
    assertThat(json.at("/metrics/all/counts/videos").asInt()).isEqualTo(8);
    assertThat(json.at("/metrics/all/video/areaUnderRoc/value").isNumber()).isTrue();
    assertThat(json.at("/metrics/all/recoveryErrorAreaUnderRoc/lips/high").isNumber()).isTrue();
    assertThat(json.at("/metrics/all/mappingDiscrepancyAreaUnderRoc/eyes/low").isNumber()).isTrue();
    assertThat(json.at("/metrics/all/masks/hull/ellipse/intersectionOverUnion/low").isNumber())
        .isTrue();
    assertThat(json.at("/skippedRecordsOfStore/no_face").asInt()).isEqualTo(1);
    assertThat(json.at("/protocol/interval").asText()).contains("bootstrap");
    CsvTable videos = CsvTable.read(out.resolve("scores.csv"));
    assertThat(videos.rows()).hasSize(8);
    assertThat(videos.cell(videos.rows().get(0), "frames")).isEqualTo("2");
    assertThat(CsvTable.read(out.resolve("frames.csv")).rows()).hasSize(16);
    String page = Files.readString(out.resolve("evaluation.html"));
    assertThat(page)
        .contains("Masks beside the truth", "data:image/jpeg;base64,", "Precision and recall")
        .doesNotContain("http://", "https://", "<script");
    assertThat(page.split("<img", -1)).hasSize(1 + 6 + 6 + 5 * 6);
    assertThat(report.table()).contains("abstained on", "mask of the recovery residual");
    Path less = folder.resolve("less");
    report.write(less, false);
    assertThat(Files.exists(less.resolve("frames.csv"))).isFalse();
  }

  @Test
  void saysWhyNothingCanBeMeasured() {
    Path model = folder.resolve("model");
    assertThatThrownBy(() -> evaluated("night", model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no faces of the split 'night'; it has test, train, val");
    Path other = UntrainedModel.write(folder.resolve("other"), 1, 96, Calibration.none(), Map.of());
    assertThatThrownBy(() -> evaluated("test", other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prepare a store for this model");
    Path stage1 =
        UntrainedModel.write(
            folder.resolve("stage1"), 1, 64, Calibration.none(), Map.of("recovering", "steps: 1"));
    assertThatThrownBy(() -> evaluated("test", stage1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stage 1");
  }
}
