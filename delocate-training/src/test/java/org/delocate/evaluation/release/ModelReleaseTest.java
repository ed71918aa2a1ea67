package org.delocate.evaluation.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.delocate.dataset.store.VideoStore;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.calibration.ClipScore;
import org.delocate.evaluation.calibration.EvidenceFit;
import org.delocate.evaluation.calibration.PlattScaling;
import org.delocate.evaluation.report.Evaluation;
import org.delocate.evaluation.report.UntrainedModel;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.MaskMetrics;
import org.delocate.metrics.MaskSample;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.analysis.AnalyzerOptions;
import org.delocate.network.engine.Engine;
import org.delocate.network.engine.Precision;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;
import org.delocate.network.model.ModelCard;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.weights.Safetensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelReleaseTest {

  private static final AnalyzerOptions OPTIONS = new AnalyzerOptions(1, Precision.FP32);

  private static final ModelRelease.Options DECISIONS =
      new ModelRelease.Options(0.2, 0.2, 1, Map.of(), "released", "research");

  @TempDir static Path folder;

  private static Path store;
  private static ModelCard card;
  private static List<EvaluatedFace> before;
  private static List<EvaluatedFace> after;

  @BeforeAll
  static void release() {
    store = VideoStore.write(folder.resolve("store"));
    // Masks far from one half, which calibration must bring back to it.
    Calibration off = new Calibration("none", 1, 0, 0.5, null).withMasks(-4.0, null);
    Path model = UntrainedModel.write(folder.resolve("model"), 5, VideoStore.CROP, off, Map.of());
    before = faces(model);
    card = released(model, folder.resolve("released"));
    after = faces(folder.resolve("released"));
  }

  private static ModelCard released(Path model, Path out) {
    return released(model, out, DECISIONS);
  }

  private static ModelCard released(Path model, Path out, ModelRelease.Options decisions) {
    return ModelRelease.release(
        Checkpoint.read(model), store, out, decisions, OPTIONS, (done, all) -> {});
  }

  private static List<EvaluatedFace> faces(Path model) {
    return Evaluation.of(store, "val", Checkpoint.read(model), OPTIONS, (done, all) -> {}).faces();
  }

  private static List<MaskSample> masks(List<EvaluatedFace> faces) {
    return faces.stream().map(face -> face.given().orElseThrow().model()).toList();
  }

  @Test
  void paintingFromOneHalfFitsTheTruthBest() {
    double reached = MaskMetrics.intersectionOverUnion(masks(after));
    double best = 0;
    for (int level = 1; level < MaskSample.LEVELS; level++) {
      int from = level;
      best =
          Math.max(
              best,
              MaskMetrics.intersectionOverUnion(
                  masks(before).stream().map(mask -> mask.paintedFrom(from)).toList()));
    }
    // Weights in half precision move pixels at the threshold, and so do the 8-bit steps of a mask
    // that is shifted.
    assertThat(reached).isCloseTo(best, within(0.01));
    assertThat(MaskMetrics.intersectionOverUnion(masks(before))).isLessThan(best - 0.02);
    assertThat(MaskMetrics.pixelAreaUnderRoc(masks(after)))
        .isCloseTo(MaskMetrics.pixelAreaUnderRoc(masks(before)), within(0.01));
    assertThat(card.metrics().get(ModelCard.RECOVERY_ERROR_AREA)).isBetween(0.0, 1.0);
    assertThat(card.metrics().get("validation.intersectionOverUnion"))
        .isCloseTo(reached, within(0.01));
  }

  @Test
  void theOutlineFitsTheTruthAsWellAsTheCardSays() {
    assertThat(card.calibration().masks().outlineShare()).isBetween(0.01, 1.0);
    double reached =
        MaskMetrics.intersectionOverUnion(
            after.stream().map(face -> face.given().orElseThrow().outline()).toList());
    // Weights in half precision move pixels at the edge.
    assertThat(card.metrics().get("validation.outline.intersectionOverUnion"))
        .isCloseTo(reached, within(0.01));
    OutlineShare outlines =
        new OutlineShare(
            new Calibrator(card.calibration().temperature(), card.calibration().bias()),
            card.calibration().authenticBelow(),
            0);
    for (double share : new double[] {0.1, 0.5, 0.8, 1}) {
      assertThat(reached)
          .isGreaterThan(
              MaskMetrics.intersectionOverUnion(
                      after.stream()
                          .map(face -> outlines.outlined(face, share))
                          .map(face -> face.given().orElseThrow().outline())
                          .toList())
                  - 0.01);
    }
  }

  /** Outlined where they would be painted by themselves, and painted the fainter, the less sure. */
  @Test
  void masksThatLeanToWhereForgeriesLieAreWeighedByTheFace() {
    ModelCard base = Checkpoint.read(folder.resolve("model")).card();
    Texture.Scale scale = new Texture.Scale(1e-3, 0);
    Texture leaning =
        new Texture(
            1, scale, scale, 1, new Texture.Scale(0, 0), null, 0.7, List.of(TextureView.MOTION));
    NetworkConfiguration configuration = base.networks().withTexture(leaning, 8);
    int cells = TextureSizes.placesOf(configuration);
    float[] places = new float[cells * cells];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % cells < cells / 2 ? 2 : -2;
    }
    Engine.seed(3);
    try (DelocateNetworks networks = new DelocateNetworks(configuration)) {
      networks.texture().orElseThrow().setPlaces(places);
      Checkpoint.write(
          folder.resolve("leaning"),
          base.withNetworks(configuration).withCalibration(Calibration.none()),
          networks,
          Safetensors.Type.F32);
    }
    List<EvaluatedFace> alone = faces(folder.resolve("leaning"));
    ModelCard leant =
        released(
            folder.resolve("leaning"),
            folder.resolve("leant"),
            new ModelRelease.Options(0.2, 0.2, 0.1, Map.of(), "leant", "research"));
    Calibration.Masks masks = leant.calibration().masks();

    assertThat(masks).isEqualTo(Calibration.Masks.BY_FACE);
    assertThat(card.calibration().masks().byFace()).isNull();
    assertThat(Checkpoint.read(folder.resolve("leant")).card()).isEqualTo(leant);
    List<EvaluatedFace> weighed = faces(folder.resolve("leant"));
    double outlined = MaskMetrics.intersectionOverUnion(outlines(weighed));
    // Half precision moves pixels at the edge.
    assertThat(outlined).isCloseTo(MaskMetrics.intersectionOverUnion(masks(alone)), within(0.01));
    assertThat(outlined).isGreaterThan(0.1);
    for (int i = 0; i < alone.size(); i++) {
      double probability = leant.calibration().probability(weighed.get(i).logit());
      assertThat(mean(masks(weighed).get(i)))
          .isCloseTo(probability * mean(masks(alone).get(i)), within(1.5));
      assertThat(masks(weighed).get(i).predicted() == 0).isEqualTo(probability < 0.5);
    }
    assertThat(leant.metrics().get("validation.outline.intersectionOverUnion"))
        .isCloseTo(outlined, within(0.01));
    assertThat(leant.metrics().get("validation.pixelAreaUnderRoc"))
        .isCloseTo(MaskMetrics.pixelAreaUnderRoc(masks(weighed)), within(0.01));
    // On the scale of clips pictures are brought, where clips calibrate, once.
    ModelCard matched =
        released(folder.resolve("leaning"), folder.resolve("matched"), byClips(false));
    assertThat(matched.networks().texture().still()).isNotEqualTo(scale);
    ModelCard again = released(folder.resolve("matched"), folder.resolve("again"), byClips(true));
    assertThat(again.networks()).isEqualTo(matched.networks());
    assertThat(again.calibration()).isEqualTo(matched.calibration());
  }

  private static ModelRelease.Options byClips(boolean keepsPictureScale) {
    return new ModelRelease.Options(
        0.2, 0.2, 0.1, Map.of(), Optional.of(fit()), keepsPictureScale, "by clips", "research");
  }

  private static List<MaskSample> outlines(List<EvaluatedFace> faces) {
    return faces.stream().map(face -> face.given().orElseThrow().outline()).toList();
  }

  /** Of all pixels, in 8-bit steps. */
  private static double mean(MaskSample mask) {
    double sum = 0;
    for (int level = 0; level < MaskSample.LEVELS; level++) {
      sum += level * (double) (mask.forgedPixels()[level] + mask.realPixels()[level]);
    }
    return sum / mask.pixels();
  }

  @Test
  void realFacesAreNotPaintedMoreThanAllowed() {
    double free = MaskMetrics.paintedShareOfReal(masks(after));
    assertThat(free).isGreaterThan(0.1);
    ModelCard strict =
        released(
            folder.resolve("model"),
            folder.resolve("strict"),
            new ModelRelease.Options(0.2, 0.2, free / 2, Map.of(), "strict", "research"));
    assertThat(strict.metrics().get("validation.paintedShareOfReal")).isLessThan(free / 2);
    assertThat(strict.calibration().maskShift()).isLessThan(card.calibration().maskShift());
    assertThat(MaskMetrics.paintedShareOfReal(masks(faces(folder.resolve("strict")))))
        .isLessThan(free / 2 + 0.02);
  }

  @Test
  void aReleasedModelCanBeReleasedAgain() {
    ModelCard again = released(folder.resolve("released"), folder.resolve("again"));
    assertThat(again.calibration().maskShift())
        .isCloseTo(card.calibration().maskShift(), within(0.2));
    assertThat(again.calibration().threshold())
        .isCloseTo(card.calibration().threshold(), within(0.01));
  }

  @Test
  void partsMayBeHiddenTogetherFromTheReleaseOn() {
    ModelCard together =
        released(
            folder.resolve("model"),
            folder.resolve("together"),
            new ModelRelease.Options(
                0.2, 0.2, 1, Map.of("recovering.partsTogether", true), "together", "research"));
    List<ScoredSample> scores =
        faces(folder.resolve("together")).stream().map(EvaluatedFace::scored).toList();

    assertThat(together.networks().recovering().partsTogether()).isTrue();
    assertThat(card.networks().recovering().partsTogether()).isFalse();
    assertThat(together.metrics())
        .containsEntry("validation.areaUnderRoc", DetectionMetrics.areaUnderRoc(scores));
    assertThat(together.realFaces()).isNotEqualTo(card.realFaces());
  }

  private static EvidenceFit fit() {
    Random random = new Random(4);
    List<ClipScore> clips = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clips.add(new ClipScore("real" + i, "page" + i / 2, false, random.nextGaussian()));
      clips.add(new ClipScore("forged" + i, "page" + i / 2, true, 1 + random.nextGaussian()));
    }
    return EvidenceFit.of(clips, "made up");
  }

  @Test
  void clipsOfUnseenWorldsSetTheStepsOfEvidence() {
    EvidenceFit fit = fit();
    ModelCard graded =
        released(
            folder.resolve("model"),
            folder.resolve("graded"),
            new ModelRelease.Options(
                0.2, 0.2, 1, Map.of(), Optional.of(fit), false, "graded", "research"));

    assertThat(graded.calibration().evidence()).isEqualTo(fit.levels());
    assertThat(graded.calibration().threshold()).isEqualTo(fit.levels().moderate().from());
    assertThat(graded.calibration().authenticBelow()).isEqualTo(fit.levels().weak().from());
    assertThat(graded.calibration().temperature()).isEqualTo(fit.calibrator().temperature());
    assertThat(graded.calibration().bias()).isEqualTo(fit.calibrator().bias());
    // As in the checkpoint, whose scores these are, not as validation faces would have it.
    assertThat(graded.calibration().discrepancyWeight()).isZero();
    assertThat(Checkpoint.read(folder.resolve("graded")).card()).isEqualTo(graded);
    assertThat(card.calibration().evidence()).isNull();
    // Who releases it again may keep that.
    assertThat(ModelRelease.kept(graded.calibration())).isEqualTo(fit);
    assertThatThrownBy(() -> ModelRelease.kept(card.calibration()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no evidence");
  }

  @Test
  void theSpreadIsThatOfTheLivelyAmongRealPeople() {
    List<EvaluatedFace> spread = new ArrayList<>();
    EvaluatedFace real = before.stream().filter(face -> !face.forged()).findFirst().orElseThrow();
    for (int person = 1; person <= 20; person++) {
      for (int frame = 0; frame < 5; frame++) {
        // Of -2, -1, 0, 1, 2 the standard deviation is the root of 2.5.
        spread.add(
            new EvaluatedFace(
                new EvaluatedFace.Whose("face", "video", person, "group", real.label(), "", ""),
                100 * person + (frame - 2) * person / Math.sqrt(2.5),
                real.recoveryErrors(),
                real.discrepancies(),
                Optional.empty(),
                Optional.empty()));
      }
    }
    assertThat(FrameSpread.of(spread).orElseThrow()).isCloseTo(18, within(1e-9));
    assertThat(FrameSpread.of(spread.subList(0, 45))).as("nine people are too few").isEmpty();
  }

  @Test
  void theCardHoldsWhatTheFileDoesToTheLastDigit() {
    List<ScoredSample> scores = after.stream().map(EvaluatedFace::scored).toList();
    assertThat(card.metrics())
        .containsEntry("validation.areaUnderRoc", DetectionMetrics.areaUnderRoc(scores));
    assertThat(PlattScaling.fit(scores).temperature())
        .isCloseTo(card.calibration().temperature(), within(1e-6));
  }

  @Test
  void theThresholdsKeepTheirPromises() {
    Calibration calibration = card.calibration();
    assertThat(share(false, calibration.threshold(), 1.1)).isLessThanOrEqualTo(0.2);
    assertThat(share(true, 0, calibration.authenticBelow())).isLessThanOrEqualTo(0.2);
    assertThat(calibration.authenticBelow()).isLessThanOrEqualTo(calibration.threshold());
    assertThat(card.name()).isEqualTo("released");
    assertThat(card.trainingDataLicence()).isEqualTo("research");
  }

  /** Of the faces of a class, those whose probability lies within bounds. */
  private static double share(boolean forged, double from, double below) {
    return after.stream()
        .filter(face -> face.forged() == forged)
        .mapToDouble(face -> card.calibration().probability(face.logit()))
        .map(probability -> probability >= from && probability < below ? 1 : 0)
        .average()
        .orElseThrow();
  }
}
