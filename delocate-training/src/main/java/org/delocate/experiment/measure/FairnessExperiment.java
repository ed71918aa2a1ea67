package org.delocate.experiment.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;

/** Whether real people of one age, sex or origin are called forged more often than others. */
public final class FairnessExperiment implements Experiment {

  /** Share of all these faces that the second threshold flags. [ours] */
  private static final double MATCHED_ALARMS = 0.05;

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String purpose() {
    return "Are real people of some ages, a sex or an origin called forged more often than others?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  /**
   * One group of people.
   *
   * @param alarms at the model's threshold
   * @param matched alarms at the threshold that flags 5 % of all
   * @param open share on which detection abstains
   * @param probability mean
   */
  record Group(
      String name,
      long faces,
      Interval alarms,
      Interval matched,
      Interval open,
      Interval probability) {}

  /** All groups, by kind of label. */
  record Groups(List<Group> groups, double matchedThreshold) {}

  @Override
  public ExperimentResult run(Workbench bench) {
    Checkpoint model = bench.model();
    List<FaceEntry> labelled =
        bench.store().entries().stream()
            .filter(entry -> entry.label() == Label.REAL)
            .filter(entry -> bench.settings().split().map(entry.split()::equals).orElse(true))
            .filter(entry -> UtkFaceLabels.of(entry.record()).isPresent())
            .toList();
    if (labelled.isEmpty()) {
      throw new IllegalArgumentException(
          "the store has no real faces whose file names carry UTKFace's labels"
              + " ([age]_[sex]_[origin]_[date])");
    }
    List<FaceEntry> sample;
    Groups measured;
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(model, bench.settings().analyzer())) {
      int most = bench.affordable(FaceSupply.of(bench.store(), labelled), 1, analyzer);
      sample = FaceSample.of(labelled, most, bench.settings().seed());
      List<FaceEntry> chosen = sample;
      measured =
          bench.part(
              "groups",
              Groups.class,
              () ->
                  groups(
                      bench.evaluate("faces", FaceSupply.of(bench.store(), chosen), analyzer),
                      ModelChecks.decision(model.card())));
    }
    return result(bench, model, sample, measured);
  }

  private static Groups groups(List<EvaluatedFace> faces, FaceMetrics.Decision decision) {
    List<ScoredSample> all = FaceMetrics.frameScores(faces, decision.calibrator());
    double[] sorted = all.stream().mapToDouble(ScoredSample::score).sorted().toArray();
    double matched =
        sorted[(int) Math.min(sorted.length - 1, (1 - MATCHED_ALARMS) * sorted.length)];
    Map<String, List<ScoredSample>> byGroup = new LinkedHashMap<>();
    byGroup.put("all", all);
    add(byGroup, "age", faces, all, UtkFaceLabels::ageGroup);
    add(byGroup, "sex", faces, all, UtkFaceLabels::sexName);
    add(byGroup, "origin", faces, all, UtkFaceLabels::originName);
    List<Group> groups = new ArrayList<>();
    byGroup.forEach((name, some) -> groups.add(group(name, some, matched, decision)));
    return new Groups(groups, matched);
  }

  private static void add(
      Map<String, List<ScoredSample>> byGroup,
      String kind,
      List<EvaluatedFace> faces,
      List<ScoredSample> scores,
      Function<UtkFaceLabels, String> label) {
    Map<String, List<ScoredSample>> sorted = new TreeMap<>();
    for (int i = 0; i < faces.size(); i++) {
      String name = label.apply(UtkFaceLabels.of(faces.get(i).video()).orElseThrow());
      sorted.computeIfAbsent(name, key -> new ArrayList<>()).add(scores.get(i));
    }
    sorted.forEach((name, some) -> byGroup.put(kind + ": " + name, some));
  }

  private static Group group(
      String name, List<ScoredSample> scores, double matched, FaceMetrics.Decision decision) {
    Bootstrap bootstrap = Bootstrap.standard();
    return new Group(
        name,
        scores.size(),
        bootstrap.of(scores, s -> DetectionMetrics.flaggedShare(s, false, decision.threshold())),
        bootstrap.of(scores, s -> DetectionMetrics.flaggedShare(s, false, matched)),
        bootstrap.of(
            scores,
            s ->
                DetectionMetrics.flaggedShare(s, false, decision.authenticBelow())
                    - DetectionMetrics.flaggedShare(s, false, decision.threshold())),
        bootstrap.of(
            scores, s -> s.stream().mapToDouble(ScoredSample::score).average().orElse(Double.NaN)));
  }

  private ExperimentResult result(
      Workbench bench, Checkpoint model, List<FaceEntry> sample, Groups measured) {
    List<List<String>> rows = new ArrayList<>();
    List<Series.Measurement> points = new ArrayList<>();
    for (Group group : measured.groups()) {
      rows.add(
          List.of(
              group.name(),
              String.format(Locale.ROOT, "%,d", group.faces()),
              MetricWords.number(group.alarms()),
              MetricWords.number(group.matched()),
              MetricWords.number(group.open()),
              MetricWords.number(group.probability())));
      points.add(
          new Series.Measurement(
              points.size(),
              group.matched().value(),
              group.matched().low(),
              group.matched().high()));
    }
    Map<String, String> protocol = Protocol.of(bench, sample);
    Protocol.addModel(protocol, model);
    protocol.put("level", "frame: UTKFace holds single pictures");
    protocol.put("false alarms", "real faces whose probability reaches the model's threshold");
    protocol.put(
        "false alarms, matched",
        String.format(
            Locale.ROOT,
            "those that reach %.4f, which 5 %% of all these faces reach: compares groups where the"
                + " model's own threshold flags too few",
            measured.matchedThreshold()));
    protocol.put(
        "labels",
        "those of UTKFace's file names, with its own five classes of origin; no claim about the"
            + " people shown");
    if (sample.stream().anyMatch(entry -> entry.split().equals("train"))) {
      protocol.put(
          "caution",
          "some of these faces lie in the split train: a model trained on this store has seen them"
              + " as real, so the rates flatter it; differences between groups still count");
    }
    double[] bounds =
        measured.groups().stream()
            .flatMapToDouble(
                group ->
                    java.util.stream.DoubleStream.of(
                        0, group.matched().value(), group.matched().high()))
            .toArray();
    Chart chart =
        new Chart(
                "False alarms at a threshold that flags 5 % of all",
                Axis.names("group", measured.groups().stream().map(Group::name).toList()),
                Axis.around("share called forged", bounds))
            .add(new Series.Measured("real faces", false, points))
            .reference(-0.5, MATCHED_ALARMS, measured.groups().size() - 0.5, MATCHED_ALARMS);
    ResultTable table =
        new ResultTable(
            "fairness",
            "False alarms by group, real faces only",
            List.of(
                "group",
                "faces",
                "false alarms",
                "false alarms, matched",
                "abstained",
                "mean probability"),
            rows);
    return new ExperimentResult(name(), purpose(), List.of(table), List.of(chart), protocol);
  }
}
