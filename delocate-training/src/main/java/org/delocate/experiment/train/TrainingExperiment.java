package org.delocate.experiment.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.ExperimentSettings;
import org.delocate.experiment.bench.Measurement;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.Interval;
import org.delocate.network.analysis.FaceAnalyzer;
import org.delocate.network.model.Checkpoint;

/** An experiment that trains variants and measures each on the same faces. */
abstract class TrainingExperiment implements Experiment {

  private static final List<String> METRICS =
      List.of(
          "areaUnderRoc",
          "averagePrecision",
          "equalErrorRate",
          "pixelAreaUnderRoc",
          "intersectionOverUnion",
          "paintedShareOfReal");

  private static final List<String> CHARTS = List.of("areaUnderRoc", "intersectionOverUnion");

  private static final String UNSEEN = " *";

  @Override
  public final boolean trains() {
    return true;
  }

  /** What is trained, the reference first. */
  abstract List<Variant> variants(Workbench bench);

  /** What all variants are measured on. */
  abstract List<TestSet> testSets(Workbench bench);

  /** Whether a variant has not seen anything like a set's forgeries: marked in tables. */
  abstract boolean unseen(Variant variant, TestSet set);

  /** Whether a variant is measured on a set. */
  boolean measured(Variant variant, TestSet set) {
    return true;
  }

  /** What else the protocol must say. */
  abstract Map<String, String> remarks();

  @Override
  public final ExperimentResult run(Workbench bench) throws InterruptedException {
    List<Variant> variants = chosen(bench);
    List<TestSet> sets = testSets(bench);
    VariantTrainer trainer = new VariantTrainer(bench);
    trainer.check(variants);
    Schedule schedule = trainer.schedule(variants, variants.size() * sets.size());
    Map<Variant, Map<TestSet, Measurement>> results = new LinkedHashMap<>();
    for (Variant variant : variants) {
      Checkpoint checkpoint = trainer.train(variant, schedule);
      results.put(variant, measure(bench, variant, checkpoint, sets, schedule));
      // What is finished can be read while the rest is trained.
      result(bench, schedule, sets, results).write(bench.settings().out());
    }
    return result(bench, schedule, sets, results);
  }

  private List<Variant> chosen(Workbench bench) {
    List<Variant> all = variants(bench);
    List<String> names = bench.settings().trainings().variants();
    for (String name : names) {
      if (all.stream().noneMatch(variant -> variant.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no variant '"
                + name
                + "'; there are "
                + String.join(", ", all.stream().map(Variant::name).toList()));
      }
    }
    return names.isEmpty()
        ? all
        : all.stream().filter(variant -> names.contains(variant.name())).toList();
  }

  private Map<TestSet, Measurement> measure(
      Workbench bench,
      Variant variant,
      Checkpoint checkpoint,
      List<TestSet> sets,
      Schedule schedule) {
    Map<TestSet, Measurement> measured = new LinkedHashMap<>();
    try (FaceAnalyzer analyzer = FaceAnalyzer.open(checkpoint, bench.settings().analyzer())) {
      for (TestSet set : sets) {
        if (!measured(variant, set)) {
          continue;
        }
        String part = variant.name() + " on " + set.name();
        measured.put(
            set,
            bench.part(
                part,
                Measurement.class,
                () ->
                    Measurement.of(
                        bench.evaluate(part, set.supply().apply(schedule.testFaces()), analyzer),
                        null)));
      }
    }
    return measured;
  }

  private ExperimentResult result(
      Workbench bench,
      Schedule schedule,
      List<TestSet> sets,
      Map<Variant, Map<TestSet, Measurement>> results) {
    List<ResultTable> tables = new ArrayList<>();
    for (String metric : METRICS) {
      if (values(metric, results).findAny().isPresent()) {
        tables.add(table(metric, sets, results));
      }
    }
    List<Chart> charts =
        CHARTS.stream()
            .filter(metric -> values(metric, results).findAny().isPresent())
            .map(metric -> chart(metric, sets, results))
            .toList();
    return new ExperimentResult(
        name(), purpose(), tables, charts, protocol(bench, schedule, sets, results));
  }

  private ResultTable table(
      String metric, List<TestSet> sets, Map<Variant, Map<TestSet, Measurement>> results) {
    List<String> columns = new ArrayList<>(List.of("trained"));
    sets.forEach(set -> columns.add(set.name()));
    List<List<String>> rows = new ArrayList<>();
    results.forEach(
        (variant, measured) -> {
          List<String> row = new ArrayList<>(List.of(variant.name()));
          for (TestSet set : sets) {
            String cell =
                measured.containsKey(set)
                    ? MetricWords.number(measured.get(set).numbers().get(metric))
                    : "–";
            row.add(cell.equals("–") || !unseen(variant, set) ? cell : cell + UNSEEN);
          }
          rows.add(row);
        });
    return new ResultTable(
        name() + "-" + metric,
        MetricWords.of(metric) + ", by what was trained and tested",
        columns,
        rows);
  }

  private static Chart chart(
      String metric, List<TestSet> sets, Map<Variant, Map<TestSet, Measurement>> results) {
    Chart chart =
        new Chart(
            MetricWords.of(metric),
            Axis.names("trained", results.keySet().stream().map(Variant::name).toList()),
            Axis.around(MetricWords.of(metric), values(metric, results).toArray()));
    int drawn = 0;
    for (TestSet set : sets) {
      List<Series.Measurement> points = new ArrayList<>();
      int at = 0;
      for (Map<TestSet, Measurement> measured : results.values()) {
        if (measured.containsKey(set)) {
          Interval interval = measured.get(set).number(metric);
          points.add(
              new Series.Measurement(
                  at + 0.1 * (drawn - (sets.size() - 1) / 2.0),
                  interval.value(),
                  interval.low(),
                  interval.high()));
        }
        at++;
      }
      chart.add(new Series.Measured(set.name(), false, points));
      drawn++;
    }
    return chart;
  }

  private static DoubleStream values(
      String metric, Map<Variant, Map<TestSet, Measurement>> results) {
    return results.values().stream()
        .flatMap(measured -> measured.values().stream())
        .map(measurement -> measurement.number(metric))
        .flatMapToDouble(
            interval -> DoubleStream.of(interval.low(), interval.value(), interval.high()))
        .filter(Double::isFinite);
  }

  private Map<String, String> protocol(
      Workbench bench,
      Schedule schedule,
      List<TestSet> sets,
      Map<Variant, Map<TestSet, Measurement>> results) {
    ExperimentSettings settings = bench.settings();
    List<FaceEntry> train =
        bench.store().entries().stream().filter(e -> e.split().equals("train")).toList();
    Map<String, String> protocol = new LinkedHashMap<>();
    protocol.put(
        "training data",
        String.format(
            Locale.ROOT,
            "store %s, split train: %,d real and %,d forged faces",
            settings.store().getFileName(),
            train.stream().filter(entry -> entry.label() == Label.REAL).count(),
            train.stream().filter(entry -> entry.label() == Label.FAKE).count()));
    protocol.put(
        "stage 1",
        settings.models().recovering().isPresent()
            ? "the checkpoint that --recovering names where nothing else is said; otherwise "
                + schedule.recoveringSteps()
                + " steps"
            : schedule.recoveringSteps() + " steps each");
    protocol.put(
        "stage 2",
        schedule.steps()
            + " steps each, of equally many faces; the average of the weights after the last step,"
            + " nothing chosen by validation");
    protocol.put(
        "budget",
        settings.effort().steps().isPresent()
            ? "steps as named"
            : String.format(
                Locale.ROOT, "%.0f minutes for all", settings.effort().budgetMinutes()));
    protocol.put(
        "overrides",
        settings.trainings().overrides().isEmpty()
            ? "none"
            : String.join(" ", settings.trainings().overrides()));
    for (TestSet set : sets) {
      results.values().stream()
          .filter(measured -> measured.containsKey(set))
          .findFirst()
          .map(measured -> measured.get(set))
          .ifPresent(
              measurement ->
                  protocol.put(
                      "tested on " + set.name(),
                      String.format(
                          Locale.ROOT,
                          "%,d videos or pictures, %,d forged; the real ones from %s",
                          measurement.count("videos"),
                          measurement.count("forgedVideos"),
                          set.origin())));
    }
    protocol.put("level", "video: mean of a person's frames, the most suspicious person");
    protocol.put("masks", "crop pixels, painted from 0.5, against the truth as given");
    protocol.put(
        "interval",
        "95 % percentile bootstrap over original videos, "
            + Bootstrap.standard().resamples()
            + " draws; they do not hold the spread between trainings with other seeds");
    protocol.put("seed", settings.seed() + ", one training of each");
    protocol.putAll(remarks());
    return protocol;
  }
}
