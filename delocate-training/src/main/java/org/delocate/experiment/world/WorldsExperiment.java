package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.report.EvaluationCharts;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Measurement;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/**
 * How a model, or one model a fold, does in worlds that it did not learn from: pages, generators
 * and cameras of other folds.
 */
public final class WorldsExperiment implements Experiment {

  @Override
  public String name() {
    return "worlds";
  }

  @Override
  public String purpose() {
    return "Does the model find forgeries of generators, on pages and by cameras that it never saw,"
        + " and what else does its score follow?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public boolean takesFoldModels() {
    return true;
  }

  /** Numbers of the masks, as they are kept. */
  record Masks(Map<String, Measurement> byFamily) {}

  @Override
  public ExperimentResult run(Workbench bench) {
    List<FaceEntry> faces = faces(bench);
    WorldScores scores = WorldScores.of(bench, faces);
    List<WorldFrame> frames = scores.frames(faces);
    WorldSet all = new WorldSet(WorldClip.of(frames, bench.store().entries()));
    AlarmThreshold threshold = AlarmThreshold.of(all.scores(), WorldSet.FALSE_ALARMS);
    WorldTables tables = new WorldTables(all, threshold);
    WorldAlarms alarms = new WorldAlarms(all, threshold);
    List<ResultTable> results = new ArrayList<>();
    results.add(tables.summary());
    results.add(tables.families());
    results.add(tables.generators());
    results.add(alarms.pages());
    results.add(alarms.slopes());
    results.add(alarms.evidence());
    List<FaceEntry> masked = WorldMasks.faces(faces);
    if (masked.stream().anyMatch(face -> face.label() == Label.FAKE)) {
      Masks masks =
          bench.part(
              "masks by face",
              Masks.class,
              () -> new Masks(WorldMasks.measure(scores.evaluated("masks", masked, all), masked)));
      results.add(WorldMasks.table(masks.byFamily()));
    }
    Map<String, CsvTable> data = new LinkedHashMap<>();
    data.put("clips", tables.clips());
    data.put("frames", WorldTables.frames(frames));
    return new ExperimentResult(
        name(),
        purpose(),
        results,
        charts(all),
        protocol(bench, faces, scores, all, threshold, alarms),
        data);
  }

  /** Each frame once: the one a moment later says the same again. */
  private static List<FaceEntry> faces(Workbench bench) {
    List<FaceEntry> faces =
        bench.store().entries().stream()
            .filter(entry -> !entry.isNeighbour())
            .filter(entry -> bench.settings().split().map(entry.split()::equals).orElse(true))
            .toList();
    List<FaceEntry> sample =
        bench
            .settings()
            .effort()
            .faces()
            .map(most -> FaceSample.of(faces, most, bench.settings().seed()))
            .orElse(faces);
    if (!Workbench.hasBothClasses(sample)) {
      throw new IllegalArgumentException(
          "the store has no real and forged faces to measure on"
              + bench.settings().split().map(split -> " in the split " + split).orElse(""));
    }
    return sample;
  }

  private static Map<String, String> protocol(
      Workbench bench,
      List<FaceEntry> faces,
      WorldScores scores,
      WorldSet all,
      AlarmThreshold threshold,
      WorldAlarms alarms) {
    Map<String, String> protocol = Protocol.of(bench, faces);
    protocol.put(
        "data",
        String.format(
            Locale.ROOT,
            "store %s; folds %s; %,d clips of %,d pages",
            bench.settings().store().getFileName(),
            String.join(", ", scores.models().keySet()),
            all.size(),
            all.distinct(WorldClip::page)));
    protocol.put(
        "faces",
        String.format(
            Locale.ROOT,
            "%,d, without those that preparation stored as neighbours%s",
            faces.size(),
            bench
                .settings()
                .effort()
                .faces()
                .map(most -> "; whole clips drawn by chance, seed " + bench.settings().seed())
                .orElse("")));
    protocol.put(
        "score",
        "log-odds after the model's own temperature and bias: mean over a person's frames, the most"
            + " suspicious person of a clip");
    scores
        .models()
        .forEach(
            (fold, model) ->
                protocol.put(
                    "model of " + fold,
                    model.card().name() + ", weights " + model.weights().sha256()));
    protocol.put(
        "not learnt from",
        bench.settings().models().ofFolds().isEmpty()
            ? "one model scores all folds; that it learnt from none of them is for whoever names it"
                + " to know"
            : "each fold is scored by the model that is named for it; that it did not learn from"
                + " that fold is for whoever names it to know");
    protocol.put(
        "interval",
        "95 % percentile bootstrap over pages, "
            + Bootstrap.standard().resamples()
            + " draws; the threshold below is not drawn again; where all forged clips are of one page,"
            + " the AUC's interval only shows what the real ones change");
    protocol.put(
        "threshold",
        String.format(
            Locale.ROOT, "%.4f, above which 5 %% of the real clips lie", threshold.score()));
    protocol.put("worst page", alarms.worstPage());
    protocol.put(
        "sizes matched",
        "eight bins of equally many clips by the width of the face; in each, both classes weigh as"
            + " much as the rarer one has clips");
    return protocol;
  }

  private static List<Chart> charts(WorldSet all) {
    Map<String, List<ScoredSample>> curves = new LinkedHashMap<>();
    curves.put("all clips", all.scores());
    curves.put(
        "generators of one fold only", all.withForged(clip -> clip.generator().unseen()).scores());
    List<Chart> charts = new ArrayList<>(List.of(EvaluationCharts.roc(curves)));
    Map<String, WorldSet> families = all.forged().by(clip -> clip.generator().family());
    List<Series.Measurement> points = new ArrayList<>();
    families
        .keySet()
        .forEach(
            family -> {
              Interval area =
                  all.withForged(clip -> clip.generator().family().equals(family)).area();
              points.add(
                  new Series.Measurement(points.size(), area.value(), area.low(), area.high()));
            });
    charts.add(
        new Chart(
                "AUC against all real clips",
                Axis.names("family", List.copyOf(families.keySet())),
                Axis.share("AUC"))
            .add(new Series.Measured("forged clips", false, points))
            .reference(-0.5, 0.5, families.size() - 0.5, 0.5));
    return charts;
  }
}
