package org.delocate.experiment.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.detection.options.AbstentionRules;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.ChangedFaces;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Intervention;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.StillForgers;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.forger.Forgers;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;

/**
 * Whether a model takes shortcuts (Geirhos et al., Nature Machine Intelligence 2020): answers by
 * the border of the crop, by JPEG history, resolution, interpolation or the person instead of the
 * forgery; whether its mask is the face whatever was forged; whether it is sure of faces that
 * hardly can be seen.
 *
 * <p>What forges nothing is done to all faces, to the real ones alone and to the forged ones alone.
 * Where the AUC falls in one of the latter and rises in the other, the model takes the change for a
 * forgery, or for the lack of one.
 */
public final class ShortcutsExperiment implements Experiment {

  @Override
  public String name() {
    return "shortcuts";
  }

  @Override
  public String purpose() {
    return "Does the model answer by borders, JPEG history, resolution, interpolation or the person"
        + " instead of the forgery, paint the face whatever was forged, and is it sure of faces"
        + " that hardly can be seen?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public ExperimentResult run(Workbench bench) {
    Checkpoint model = bench.model();
    List<FaceEntry> entries = bench.split(Workbench::hasBothClasses, "real and forged faces");
    List<Intervention> interventions = Intervention.all(bench.store().description().margin());
    Map<String, ScoredFaces> measured = new LinkedHashMap<>();
    Map<String, ScoredFaces> forged = new LinkedHashMap<>();
    List<FaceEntry> sample;
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(model, bench.settings().analyzer())) {
      int conditions = 1 + interventions.size() + StillForgers.names().size();
      int most = bench.affordable(FaceSupply.of(bench.store(), entries), conditions, analyzer);
      long seed = bench.settings().seed();
      sample = FaceSample.of(entries, most, seed);
      FaceSupply faces = FaceSupply.of(bench.store(), sample);
      measured.put(ShortcutTables.STORED, measure(bench, ShortcutTables.STORED, faces, analyzer));
      for (Intervention intervention : interventions) {
        FaceSupply changed = ChangedFaces.redrawn(faces, intervention.change(), seed);
        measured.put(intervention.name(), measure(bench, intervention.name(), changed, analyzer));
      }
      FaceSupply real =
          FaceSupply.of(
              bench.store(), sample.stream().filter(entry -> entry.label() == Label.REAL).toList());
      for (String forger : StillForgers.names()) {
        FaceSupply made =
            ChangedFaces.forged(real, Forgers.named(forger, ChangedFaces.loaded(real)), seed);
        forged.put(forger, measure(bench, "our " + forger, made, analyzer));
      }
    }
    ShortcutTables tables = new ShortcutTables(measured, ModelChecks.decision(model.card()));
    List<ResultTable> all = new ArrayList<>(List.of(tables.changes(), tables.answers()));
    tables.persons(sample).ifPresent(all::add);
    all.add(ShortcutTables.paint(forged));
    return new ExperimentResult(
        name(), purpose(), all, List.of(tables.chart()), protocol(bench, model, sample));
  }

  private static ScoredFaces measure(
      Workbench bench, String condition, FaceSupply faces, FaceAnalyzer analyzer) {
    return bench.part(
        condition,
        ScoredFaces.class,
        () ->
            new ScoredFaces(
                bench.evaluate(condition, faces, analyzer).stream()
                    .map(ScoredFaces.Face::of)
                    .toList()));
  }

  private static Map<String, String> protocol(
      Workbench bench, Checkpoint model, List<FaceEntry> sample) {
    Map<String, String> protocol = Protocol.of(bench, sample);
    Protocol.addModel(protocol, model);
    protocol.put("level", "frame: every face by itself");
    protocol.put(
        "authentic below", model.card().calibration().authenticBelow() + ", no answer between");
    protocol.put(
        "borders", "the outer tenth, on each side, of what the networks see, in every face");
    protocol.put(
        "turned, moved",
        "by 7°, by half a pixel, with bilinear interpolation, and back: two more of them than any"
            + " face had");
    protocol.put("NAME:N", "by the strengths of 'delocate forge', of the stored crop");
    protocol.put(
        "beauty N",
        "skin within the hull of the face evened out where it varies by less than N of 255");
    protocol.put(
        "background blurred, sticker",
        "all outside the head out of focus; a disc of one colour over a part of the face");
    protocol.put(
        "N px",
        "shrunk until the shorter side of its landmarks' box has so many, and enlarged again; scans"
            + " abstain below "
            + AbstentionRules.defaults().minimumFaceSide()
            + ", and from faces of a sharpness below "
            + AbstentionRules.defaults().minimumSharpness()
            + ", which are answered here all the same");
    protocol.put(
        "paint", "real faces of the sample forged by each of our forgers, painted from 0.5");
    return protocol;
  }
}
