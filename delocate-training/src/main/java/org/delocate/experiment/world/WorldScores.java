package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.StoredFace;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.calibration.PlattScaling;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.Workbench;
import org.delocate.face.align.Sharpness;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Calibration;
import org.delocate.network.model.Checkpoint;

/** Scores of every face by the model that did not learn from its fold. */
final class WorldScores {

  private final Workbench bench;
  private final Map<String, Checkpoint> models;

  private WorldScores(Workbench bench, Map<String, Checkpoint> models) {
    this.bench = bench;
    this.models = models;
  }

  /** What one fold gave, as it is kept. */
  record Fold(List<WorldFrame> frames) {}

  /**
   * The models by fold: one each, in the order of the folds' names, or one for all.
   *
   * @throws IllegalArgumentException if there are models of folds, but not one for each
   */
  static WorldScores of(Workbench bench, List<FaceEntry> faces) {
    List<String> folds =
        List.copyOf(new TreeSet<>(bench.store().entries().stream().map(FaceEntry::split).toList()));
    List<Checkpoint> ofFolds = bench.settings().models().ofFolds();
    if (!ofFolds.isEmpty() && ofFolds.size() != folds.size()) {
      throw new IllegalArgumentException(
          ofFolds.size()
              + " models of folds for a store with the folds "
              + String.join(", ", folds)
              + ": name one for each, in this order");
    }
    Map<String, Checkpoint> models = new LinkedHashMap<>();
    for (int i = 0; i < folds.size(); i++) {
      String fold = folds.get(i);
      if (faces.stream().anyMatch(face -> face.split().equals(fold))) {
        models.put(fold, ofFolds.isEmpty() ? bench.model() : checked(bench, ofFolds.get(i)));
      }
    }
    return new WorldScores(bench, models);
  }

  private static Checkpoint checked(Workbench bench, Checkpoint model) {
    ModelChecks.detects(model.card());
    ModelChecks.sees(model.card(), bench.store());
    return model;
  }

  /** The model of each fold. */
  Map<String, Checkpoint> models() {
    return models;
  }

  /** How faces are read. */
  interface Supplies {
    FaceSupply of(List<FaceEntry> faces);
  }

  /** Scores faces, fold by fold; a finished fold is not scored again. */
  List<WorldFrame> frames(List<FaceEntry> faces) {
    return frames(faces, "", some -> FaceSupply.of(bench.store(), some));
  }

  /**
   * Scores faces that are read in a way of their own, likewise.
   *
   * @param suffix of the names of parts
   */
  List<WorldFrame> frames(List<FaceEntry> faces, String suffix, Supplies supplies) {
    List<WorldFrame> frames = new ArrayList<>();
    models.forEach(
        (fold, model) -> {
          Noting noting = new Noting(bench, of(faces, fold), supplies);
          frames.addAll(
              bench
                  .part(
                      "scores of " + fold + suffix,
                      Fold.class,
                      () -> fold(fold + suffix, model, noting))
                  .frames());
        });
    return frames;
  }

  private Fold fold(String part, Checkpoint model, Noting noting) {
    Calibrator calibrator = ModelChecks.decision(model.card()).calibrator();
    List<WorldFrame> frames = new ArrayList<>();
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(model, bench.settings().analyzer())) {
      for (EvaluatedFace face : bench.evaluate(part, noting, analyzer)) {
        frames.add(
            new WorldFrame(
                face.key(),
                face.video(),
                face.person(),
                face.logit() / calibrator.temperature() + calibrator.bias(),
                noting.widths.get(face.key()),
                noting.sharpnesses.get(face.key())));
      }
    }
    return new Fold(frames);
  }

  /**
   * Evaluates faces, each by the model of its fold; masks of models that nothing calibrated yet are
   * weighed as a release of them weighs them.
   *
   * @param clips out of fold, which calibrate then
   */
  List<EvaluatedFace> evaluated(String part, List<FaceEntry> faces, WorldSet clips) {
    List<EvaluatedFace> evaluated = new ArrayList<>();
    models.forEach(
        (fold, model) -> {
          try (FaceAnalyzer analyzer =
              FaceAnalyzer.open(weighing(model, clips), bench.settings().analyzer())) {
            evaluated.addAll(
                bench.evaluate(part, FaceSupply.of(bench.store(), of(faces, fold)), analyzer));
          }
        });
    return evaluated;
  }

  private static Checkpoint weighing(Checkpoint model, WorldSet clips) {
    boolean leans = model.card().networks().texture().maskShare() != null;
    if (!leans || !model.card().calibration().equals(Calibration.none())) {
      return model;
    }
    Calibrator calibrator = PlattScaling.fit(clips.scores());
    Calibration calibration =
        new Calibration(
                "temperature+bias",
                calibrator.temperature(),
                calibrator.bias(),
                Calibration.ONE_HALF,
                null)
            .withMasks(Calibration.Masks.BY_FACE);
    return new Checkpoint(model.card().withCalibration(calibration), model.weights());
  }

  private static List<FaceEntry> of(List<FaceEntry> faces, String fold) {
    return faces.stream().filter(face -> face.split().equals(fold)).toList();
  }

  /** Faces of the store, of which it notes what a score might follow, as each is read once. */
  private static final class Noting implements FaceSupply {
    private final Workbench bench;
    private final List<FaceEntry> faces;
    private final FaceSupply supply;
    private final Map<String, Double> widths = new HashMap<>();
    private final Map<String, Double> sharpnesses = new HashMap<>();

    Noting(Workbench bench, List<FaceEntry> faces, Supplies supplies) {
      this.bench = bench;
      this.faces = faces;
      this.supply = supplies.of(faces);
    }

    @Override
    public int size() {
      return supply.size();
    }

    @Override
    public Member get(int index) {
      Member member = supply.get(index);
      StoredFace face = member.face();
      var map = bench.store().details(faces.get(index)).path("cropToFrame");
      // Of a similarity: pixels of the picture for each of the crop.
      double scale =
          map.size() == 6 ? Math.hypot(map.get(0).asDouble(), map.get(3).asDouble()) : Double.NaN;
      widths.put(face.key(), scale * face.landmarks().bounds().width());
      sharpnesses.put(face.key(), Sharpness.of(face.crop()));
      return member;
    }
  }
}
