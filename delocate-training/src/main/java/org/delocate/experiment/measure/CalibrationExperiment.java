package org.delocate.experiment.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.chart.Chart;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.detection.verdict.Calibrator;
import org.delocate.evaluation.calibration.PlattScaling;
import org.delocate.evaluation.calibration.TemperatureScaling;
import org.delocate.evaluation.number.DetectionNumbers;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.report.EvaluationCharts;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;

/** Whether a probability of 0.8 means 80 %: raw, as shipped, and refitted on half of the videos. */
public final class CalibrationExperiment implements Experiment {

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public String purpose() {
    return "Do probabilities mean what they say: without calibration, as shipped, and refitted by a"
        + " temperature alone or with a bias?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  /** The scores of a set, as they are kept. */
  record Scores(List<ScoredSample> logits) {}

  @Override
  public ExperimentResult run(Workbench bench) {
    Checkpoint model = bench.model();
    Map<String, List<FaceEntry>> sets = sets(bench);
    Map<String, List<ScoredSample>> logits = new LinkedHashMap<>();
    List<FaceEntry> used = new ArrayList<>();
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(model, bench.settings().analyzer())) {
      List<FaceEntry> all = sets.values().stream().flatMap(List::stream).toList();
      int most = bench.affordable(FaceSupply.of(bench.store(), all), sets.size(), analyzer);
      sets.forEach(
          (name, entries) -> {
            List<FaceEntry> sample = FaceSample.of(entries, most, bench.settings().seed());
            used.addAll(sample);
            logits.put(name, scores(bench, name, FaceSupply.of(bench.store(), sample), analyzer));
          });
    }
    Calibrator shipped = ModelChecks.decision(model.card()).calibrator();
    List<List<String>> rows = new ArrayList<>();
    Map<String, List<ScoredSample>> raw = new LinkedHashMap<>();
    Map<String, List<ScoredSample>> calibrated = new LinkedHashMap<>();
    logits.forEach(
        (name, scores) -> {
          rows.addAll(rows(name, scores, shipped));
          raw.put(name, probabilities(scores, new Calibrator(1, 0)));
          calibrated.put(name, probabilities(scores, shipped));
        });
    Map<String, String> protocol = Protocol.of(bench, used);
    Protocol.addModel(protocol, model);
    protocol.put("error", "ECE of the probability of forgery, 15 bins of equal width");
    protocol.put(
        "error, even prior",
        "the same with each class weighted to one half, the prior that probabilities answer for");
    protocol.put("Brier", "mean squared difference of probability and truth");
    protocol.put(
        "refitted",
        "maximum likelihood on the videos of one half of the originals, each class weighted to one"
            + " half; all rows are measured on the other half");
    List<Chart> charts =
        List.of(
            EvaluationCharts.reliability("Without calibration", raw),
            EvaluationCharts.reliability("As the model's card says", calibrated));
    ResultTable table =
        new ResultTable(
            "calibration",
            "Calibration, on the half that nothing was fitted to",
            List.of(
                "set",
                "videos",
                "forged",
                "probabilities",
                "temperature",
                "bias",
                "error",
                "error, even prior",
                "Brier"),
            rows);
    return new ExperimentResult(name(), purpose(), List.of(table), charts, protocol);
  }

  /**
   * Every source of the splits val and test, or of the one that is named, that has both classes.
   */
  private static Map<String, List<FaceEntry>> sets(Workbench bench) {
    List<String> splits = bench.settings().split().map(List::of).orElse(List.of("val", "test"));
    Map<String, List<FaceEntry>> sets =
        Workbench.grouped(
            bench.store().entries().stream()
                .filter(entry -> splits.contains(entry.split()))
                .toList(),
            entry -> entry.source() + ", " + entry.split());
    sets.values().removeIf(entries -> !Workbench.hasBothClasses(entries));
    if (sets.isEmpty()) {
      throw new IllegalArgumentException(
          "no source of the splits "
              + String.join(", ", splits)
              + " has both real and forged faces to calibrate on");
    }
    return sets;
  }

  private static List<ScoredSample> scores(
      Workbench bench, String name, FaceSupply faces, FaceAnalyzer analyzer) {
    return bench
        .part(
            name,
            Scores.class,
            () ->
                new Scores(
                    EvaluatedVideo.of(bench.evaluate(name, faces, analyzer)).stream()
                        .map(EvaluatedVideo::scored)
                        .toList()))
        .logits();
  }

  private static List<List<String>> rows(
      String name, List<ScoredSample> logits, Calibrator shipped) {
    List<ScoredSample> fitted = half(logits, 0);
    List<ScoredSample> held = half(logits, 1);
    Map<String, Calibrator> calibrators = new LinkedHashMap<>();
    calibrators.put("raw", new Calibrator(1, 0));
    calibrators.put("as shipped", shipped);
    if (fitted.stream().map(ScoredSample::forged).distinct().count() == 2) {
      calibrators.put("temperature refitted", TemperatureScaling.fit(fitted));
      calibrators.put("temperature and bias refitted", PlattScaling.fit(fitted));
    }
    long forged = held.stream().filter(ScoredSample::forged).count();
    List<List<String>> rows = new ArrayList<>();
    calibrators.forEach(
        (how, calibrator) -> {
          List<ScoredSample> said = probabilities(held, calibrator);
          rows.add(
              List.of(
                  name,
                  String.format(Locale.ROOT, "%,d", held.size()),
                  String.format(Locale.ROOT, "%,d", forged),
                  how,
                  String.format(Locale.ROOT, "%.2f", calibrator.temperature()),
                  String.format(Locale.ROOT, "%.2f", calibrator.bias()),
                  MetricWords.number(
                      Bootstrap.standard()
                          .of(
                              said,
                              s ->
                                  DetectionMetrics.expectedCalibrationError(
                                      s, DetectionNumbers.CALIBRATION_BINS))),
                  MetricWords.number(
                      Bootstrap.standard()
                          .of(
                              said,
                              s ->
                                  DetectionMetrics.evenPriorCalibrationError(
                                      s, DetectionNumbers.CALIBRATION_BINS))),
                  MetricWords.number(Bootstrap.standard().of(said, DetectionMetrics::brierScore))));
        });
    return rows;
  }

  /** One half of the originals, with everything that was made of them. */
  private static List<ScoredSample> half(List<ScoredSample> scores, int which) {
    return scores.stream()
        .filter(score -> Math.floorMod(score.group().hashCode(), 2) == which)
        .toList();
  }

  private static List<ScoredSample> probabilities(
      List<ScoredSample> logits, Calibrator calibrator) {
    return logits.stream()
        .map(
            logit ->
                new ScoredSample(
                    logit.key(),
                    logit.forged(),
                    calibrator.probability(logit.score()),
                    logit.group()))
        .toList();
  }
}
