package org.delocate.experiment.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.StoredFace;
import org.delocate.evaluation.number.Answer;
import org.delocate.evaluation.number.DetectionNumbers;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.number.MaskThreshold;
import org.delocate.evaluation.number.MaskTruth;
import org.delocate.evaluation.number.ModelChecks;
import org.delocate.evaluation.number.Painter;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.evaluation.score.EvaluatedVideo;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.ChangedFaces;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Measurement;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.StillForgers;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.forger.Forger;
import org.delocate.forgery.forger.Forgers;
import org.delocate.forgery.forger.RepaintForger;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.analysis.PatchPainter;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.model.DelocateNetworks;

/**
 * How well masks fit the truth, of the dataset's forgeries and of each of our forgers, and how well
 * each of them is detected.
 */
public final class LocalizationExperiment implements Experiment {

  private static final List<String> METRICS =
      List.of(
          "pixelAreaUnderRoc",
          "intersectionOverUnion",
          "f1",
          "pixelAccuracy",
          "iinc",
          "paintedShareOfReal");

  /** First part of the names of numbers that are about the verdict, not the mask. */
  private static final String DETECTION = "detection.";

  /** First part of the names of shares of the forged faces, by what is said of them. */
  private static final String ANSWER = "answer.";

  @Override
  public String name() {
    return "localization";
  }

  @Override
  public String purpose() {
    return "Does the mask say where a face was forged better than a fixed ellipse, and better than"
        + " the recovery residual?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public boolean degrades() {
    return true;
  }

  @Override
  public ExperimentResult run(Workbench bench) {
    Checkpoint model = bench.model();
    List<FaceEntry> entries =
        bench.split(
            some -> some.stream().anyMatch(entry -> entry.label() == Label.REAL), "real faces");
    // Our forgers give a truth where the dataset has none.
    List<FaceEntry> known =
        entries.stream()
            .filter(entry -> entry.label() == Label.REAL || entry.mask().isPresent())
            .toList();
    List<FaceEntry> real = known.stream().filter(entry -> entry.label() == Label.REAL).toList();
    Map<String, List<FaceEntry>> fakes =
        Workbench.grouped(
            known.stream().filter(entry -> entry.label() == Label.FAKE).toList(),
            entry -> entry.source() + ", " + entry.method());
    Map<String, Measurement> measured = new LinkedHashMap<>();
    int most;
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(model, bench.settings().analyzer());
        DelocateNetworks painting = model.networks()) {
      int conditions = 2 + fakes.size() + StillForgers.names().size();
      most = bench.affordable(FaceSupply.of(bench.store(), known), conditions, analyzer);
      long seed = bench.settings().seed();
      FaceSupply originals = FaceSupply.of(bench.store(), FaceSample.of(real, most, seed));
      for (Map.Entry<String, List<FaceEntry>> fake : fakes.entrySet()) {
        FaceSupply forged =
            FaceSupply.of(bench.store(), FaceSample.of(fake.getValue(), most, seed));
        measured.put(fake.getKey(), measure(bench, fake.getKey(), originals, forged, analyzer));
      }
      List<StoredFace> donors = ChangedFaces.loaded(originals);
      List<Forger> forgers = new ArrayList<>();
      for (String forger : StillForgers.names()) {
        forgers.add(Forgers.named(forger, donors));
      }
      // No training takes it, as it needs a checkpoint: the one kind that is new to every model.
      forgers.add(new RepaintForger(new PatchPainter(painting)));
      for (Forger forger : forgers) {
        String kind = "our " + forger.method();
        FaceSupply forged = ChangedFaces.forged(originals, forger, seed);
        measured.put(kind, measure(bench, kind, originals, forged, analyzer));
      }
    }
    Map<String, String> protocol =
        Protocol.of(bench, FaceSample.of(known, most, bench.settings().seed()));
    Protocol.addModel(protocol, model);
    protocol.put("faces", "up to " + most + " forged faces of each kind, and as many real ones");
    protocol.put("masks", "crop pixels, painted from 0.5; IoU and F1 are means over forged faces");
    protocol.put("outline", model.card().calibration().outlineInWords());
    protocol.put("answers", "shares of the forged faces, at the model's own thresholds");
    protocol.put(
        "residual",
        "painted from the 8-bit step with the largest mean IoU on these very faces, in the"
            + " baseline's favour");
    protocol.put("ours", "forged on the fly from real faces of the split; their truth is exact");
    bench
        .degradation()
        .ifPresent(
            degradation ->
                protocol.put(
                    "degradation",
                    degradation
                        + " of the stored crop with its margin, real and forged faces alike, after"
                        + " forging"));
    protocol.put(
        RepaintForger.METHOD,
        "painted by the recovering network of the model that is measured; no training takes this"
            + " forger");
    return new ExperimentResult(
        name(), purpose(), tables(measured), List.of(chart(measured)), protocol);
  }

  private static Measurement measure(
      Workbench bench,
      String name,
      FaceSupply originals,
      FaceSupply forged,
      FaceAnalyzer analyzer) {
    return bench.part(
        name,
        Measurement.class,
        () ->
            measurement(
                bench.evaluate(
                    name, bench.degradedAsSet(ChangedFaces.joined(originals, forged)), analyzer),
                ModelChecks.decision(bench.model().card())));
  }

  private static Measurement measurement(List<EvaluatedFace> faces, FaceMetrics.Decision decision) {
    List<EvaluatedFace> painted = MaskThreshold.residualsAtTheirBest(faces);
    Map<String, Interval> numbers = new LinkedHashMap<>();
    FaceMetrics.masks(painted, Bootstrap.standard())
        .forEach(
            (truth, painters) ->
                painters.forEach(
                    (painter, values) ->
                        values.forEach(
                            (metric, interval) ->
                                numbers.put(key(truth, painter, metric), interval))));
    List<ScoredSample> scores =
        EvaluatedVideo.of(faces).stream().map(EvaluatedVideo::scored).toList();
    DetectionNumbers.of(scores, DetectionNumbers.ranking(), Bootstrap.standard())
        .forEach((metric, interval) -> numbers.put(DETECTION + metric, interval));
    List<ScoredSample> fakes = scores.stream().filter(ScoredSample::forged).toList();
    for (Answer answer : Answer.values()) {
      numbers.put(
          ANSWER + answer, Bootstrap.standard().of(fakes, some -> answer.share(some, decision)));
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("faces", (long) faces.size());
    counts.put("forged", faces.stream().filter(face -> face.label() == Label.FAKE).count());
    return new Measurement(counts, numbers, Map.of());
  }

  private static String key(MaskTruth truth, Painter painter, String metric) {
    return truth.key() + "." + painter.key() + "." + metric;
  }

  private static List<ResultTable> tables(Map<String, Measurement> measured) {
    List<ResultTable> tables = new ArrayList<>();
    tables.add(detection(measured));
    for (MaskTruth truth : MaskTruth.values()) {
      List<String> columns = new ArrayList<>(List.of("forgeries", "forged faces", "painter"));
      METRICS.forEach(metric -> columns.add(MetricWords.of(metric)));
      List<List<String>> rows = new ArrayList<>();
      measured.forEach(
          (name, measurement) -> {
            for (Painter painter : Painter.values()) {
              List<String> row = new ArrayList<>();
              row.add(name);
              row.add(String.format(Locale.ROOT, "%,d", measurement.count("forged")));
              row.add(painter.words());
              METRICS.forEach(
                  metric ->
                      row.add(
                          MetricWords.number(
                              measurement.numbers().get(key(truth, painter, metric)))));
              rows.add(row);
            }
          });
      tables.add(
          new ResultTable(
              "localization-" + truth.key(), "Masks against the " + truth.words(), columns, rows));
    }
    return tables;
  }

  /** Whether the forgeries whose masks are judged are noticed at all. */
  private static ResultTable detection(Map<String, Measurement> measured) {
    List<String> metrics = List.copyOf(DetectionNumbers.ranking().keySet());
    List<String> columns = new ArrayList<>(List.of("forgeries", "faces", "forged"));
    metrics.forEach(metric -> columns.add(MetricWords.of(metric)));
    for (Answer answer : Answer.values()) {
      columns.add(answer.words());
    }
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (name, measurement) -> {
          List<String> row = new ArrayList<>();
          row.add(name);
          row.add(String.format(Locale.ROOT, "%,d", measurement.count("faces")));
          row.add(String.format(Locale.ROOT, "%,d", measurement.count("forged")));
          metrics.forEach(
              metric -> row.add(MetricWords.number(measurement.numbers().get(DETECTION + metric))));
          for (Answer answer : Answer.values()) {
            row.add(MetricWords.number(measurement.numbers().get(ANSWER + answer)));
          }
          rows.add(row);
        });
    return new ResultTable("localization-detection", "Detection, by forgery", columns, rows);
  }

  private static Chart chart(Map<String, Measurement> measured) {
    Chart chart =
        new Chart(
            "IoU against the truth as given",
            Axis.names("forgeries", List.copyOf(measured.keySet())),
            Axis.share("IoU"));
    double beside = -0.18;
    for (Painter painter : Painter.values()) {
      List<Series.Measurement> points = new ArrayList<>();
      for (Measurement measurement : measured.values()) {
        Interval interval =
            measurement.number(key(MaskTruth.GIVEN, painter, "intersectionOverUnion"));
        points.add(
            new Series.Measurement(
                points.size() + beside, interval.value(), interval.low(), interval.high()));
      }
      chart.add(new Series.Measured(painter.words(), false, points));
      beside += 0.12;
    }
    return chart;
  }
}
