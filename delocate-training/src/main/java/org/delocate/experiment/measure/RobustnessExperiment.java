package org.delocate.experiment.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.ChangedFaces;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Measurement;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.degrade.NamedDegradations;
import org.delocate.metrics.Interval;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;

/** How much of detection and localization is left after what uploads suffer. */
public final class RobustnessExperiment implements Experiment {

  private static final List<String> DEGRADATIONS =
      List.of("jpeg", "h264", "resize", "small", "blur", "noise", "brightness");

  private static final String CLEAN = "as stored";

  @Override
  public String name() {
    return "robustness";
  }

  @Override
  public String purpose() {
    return "What is left of detection and localization after each degradation, at five strengths?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public ExperimentResult run(Workbench bench) {
    Checkpoint model = bench.model();
    FaceMetrics.Decision decision = ModelChecks.decision(model.card());
    List<FaceEntry> entries = bench.split(Workbench::hasBothClasses, "real and forged faces");
    int conditions = 1 + DEGRADATIONS.size() * NamedDegradations.STRONGEST;
    Map<String, Measurement> measured = new LinkedHashMap<>();
    List<FaceEntry> sample;
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(model, bench.settings().analyzer())) {
      int most = bench.affordable(FaceSupply.of(bench.store(), entries), conditions, analyzer);
      sample = FaceSample.of(entries, most, bench.settings().seed());
      FaceSupply faces = FaceSupply.of(bench.store(), sample);
      measured.put(CLEAN, measure(bench, CLEAN, faces, decision, analyzer));
      for (String degradation : DEGRADATIONS) {
        for (int strength = 1; strength <= NamedDegradations.STRONGEST; strength++) {
          String condition = degradation + ":" + strength;
          FaceSupply worse =
              ChangedFaces.degraded(
                  faces, NamedDegradations.named(degradation, strength), bench.settings().seed());
          measured.put(condition, measure(bench, condition, worse, decision, analyzer));
        }
      }
    }
    Map<String, String> protocol = Protocol.of(bench, sample);
    Protocol.addModel(protocol, model);
    protocol.put(
        "degradation",
        "of the stored crop with its margin, real and forged faces alike, by the strengths of"
            + " 'delocate forge'; strength 0 is the face as stored, which has the traces of its own"
            + " compression");
    return new ExperimentResult(name(), purpose(), tables(measured), charts(measured), protocol);
  }

  private static List<ResultTable> tables(Map<String, Measurement> measured) {
    List<ResultTable> tables = new ArrayList<>();
    tables.add(
        table("robustness-auc", "AUC by degradation and strength", "areaUnderRoc", measured));
    tables.add(
        table(
            "robustness-false-alarms",
            "Real ones called forged at the model's threshold",
            "falseAlarmRate",
            measured));
    if (hasMasks(measured)) {
      tables.add(
          table(
              "robustness-iou",
              "IoU of the mask with the truth as given",
              "intersectionOverUnion",
              measured));
    }
    return tables;
  }

  private static List<Chart> charts(Map<String, Measurement> measured) {
    List<Chart> charts = new ArrayList<>();
    charts.add(chart("AUC", "areaUnderRoc", measured));
    charts.add(chart("Real ones called forged", "falseAlarmRate", measured));
    charts.add(chart("Forged ones found at the threshold", "detectionRate", measured));
    if (hasMasks(measured)) {
      charts.add(chart("IoU", "intersectionOverUnion", measured));
    }
    return charts;
  }

  private static boolean hasMasks(Map<String, Measurement> measured) {
    return measured.get(CLEAN).numbers().containsKey("intersectionOverUnion");
  }

  private static Measurement measure(
      Workbench bench,
      String condition,
      FaceSupply faces,
      FaceMetrics.Decision decision,
      FaceAnalyzer analyzer) {
    return bench.part(
        condition,
        Measurement.class,
        () -> Measurement.of(bench.evaluate(condition, faces, analyzer), decision));
  }

  private static ResultTable table(
      String name, String title, String metric, Map<String, Measurement> measured) {
    List<String> columns = new ArrayList<>(List.of("degradation", "0"));
    for (int strength = 1; strength <= NamedDegradations.STRONGEST; strength++) {
      columns.add("" + strength);
    }
    List<List<String>> rows = new ArrayList<>();
    for (String degradation : DEGRADATIONS) {
      List<String> row = new ArrayList<>(List.of(degradation));
      for (Measurement at : strengths(degradation, measured)) {
        row.add(MetricWords.number(at.numbers().get(metric)));
      }
      rows.add(row);
    }
    return new ResultTable(name, title, columns, rows);
  }

  private static Chart chart(String title, String metric, Map<String, Measurement> measured) {
    double[] values =
        measured.values().stream()
            .map(measurement -> measurement.number(metric))
            .flatMapToDouble(
                interval -> java.util.stream.DoubleStream.of(interval.low(), interval.high()))
            .toArray();
    Chart chart =
        new Chart(
            title,
            Axis.between("strength", 0, NamedDegradations.STRONGEST),
            Axis.around(title, values));
    for (String degradation : DEGRADATIONS) {
      List<Series.Measurement> points = new ArrayList<>();
      for (Measurement at : strengths(degradation, measured)) {
        Interval interval = at.number(metric);
        points.add(
            new Series.Measurement(
                points.size(), interval.value(), interval.low(), interval.high()));
      }
      chart.add(new Series.Measured(degradation, true, points));
    }
    return chart;
  }

  private static List<Measurement> strengths(
      String degradation, Map<String, Measurement> measured) {
    List<Measurement> strengths = new ArrayList<>(List.of(measured.get(CLEAN)));
    for (int strength = 1; strength <= NamedDegradations.STRONGEST; strength++) {
      strengths.add(measured.get(degradation + ":" + strength));
    }
    return strengths;
  }
}
