package org.delocate.experiment.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.delocate.chart.Axis;
import org.delocate.chart.Chart;
import org.delocate.chart.Series;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.evaluation.number.Answer;
import org.delocate.evaluation.number.FaceMetrics;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.experiment.bench.Intervention;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.measure.ScoredFaces.Face;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/** What {@link ShortcutsExperiment} measured, as tables and a plot. */
final class ShortcutTables {

  /** The condition in which nothing was done. */
  static final String STORED = "as stored";

  private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

  private final Map<String, ScoredFaces> measured;
  private final FaceMetrics.Decision decision;
  private final Map<String, Areas> areas = new LinkedHashMap<>();

  /**
   * Measures the AUCs.
   *
   * @param measured the same faces under each condition, {@link #STORED} among them
   */
  ShortcutTables(Map<String, ScoredFaces> measured, FaceMetrics.Decision decision) {
    this.measured = measured;
    this.decision = decision;
    ScoredFaces stored = measured.get(STORED);
    measured.forEach(
        (name, changed) ->
            areas.put(
                name,
                new Areas(area(changed, changed), area(changed, stored), area(stored, changed))));
  }

  /** AUC after something was done to all faces, to real ones alone, to forged ones alone. */
  private record Areas(Interval all, Interval real, Interval forged) {}

  /** The forged face and what it was made of, or the same face before and after. */
  private record Pair(Face first, Face second) {
    String group() {
      return first.group();
    }
  }

  /** Scores of which the real and the forged ones come from two conditions. */
  private static List<ScoredSample> mixed(ScoredFaces real, ScoredFaces forged) {
    List<ScoredSample> scores = new ArrayList<>(real.logits(false));
    scores.addAll(forged.logits(true));
    return scores;
  }

  /** What was done to all, to the real ones alone, to the forged ones alone. */
  ResultTable changes() {
    ScoredFaces stored = measured.get(STORED);
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (name, changed) ->
            rows.add(
                List.of(
                    name,
                    MetricWords.number(areas.get(name).all()),
                    MetricWords.number(areas.get(name).real()),
                    MetricWords.number(areas.get(name).forged()),
                    shift(stored, changed, false),
                    shift(stored, changed, true),
                    answered(changed, false, Answer.FORGED),
                    answered(changed, false, Answer.AUTHENTIC))));
    return new ResultTable(
        "shortcuts-changes",
        "What forges nothing, done to all faces, to real ones alone, to forged ones alone",
        List.of(
            "done",
            "AUC, to all",
            "AUC, to real ones alone",
            "AUC, to forged ones alone",
            "logit of real ones moves by",
            "of forged ones",
            "real called forged",
            "real called authentic"),
        rows);
  }

  private static Interval area(ScoredFaces real, ScoredFaces forged) {
    return BOOTSTRAP.of(mixed(real, forged), DetectionMetrics::areaUnderRoc);
  }

  private static String shift(ScoredFaces before, ScoredFaces after, boolean forged) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < before.faces().size(); i++) {
      if (before.faces().get(i).forged() == forged) {
        pairs.add(new Pair(before.faces().get(i), after.faces().get(i)));
      }
    }
    return number(
        pairs,
        some ->
            some.stream()
                .mapToDouble(pair -> pair.second().logit() - pair.first().logit())
                .average()
                .orElse(Double.NaN));
  }

  private String answered(ScoredFaces faces, boolean forged, Answer answer) {
    return MetricWords.number(
        BOOTSTRAP.of(faces.logits(forged), some -> answer.share(some, decision)));
  }

  /** What is said of faces of which less and less can be seen. */
  ResultTable answers() {
    List<String> names = new ArrayList<>(List.of(STORED));
    Intervention.fading().forEach(intervention -> names.add(intervention.name()));
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      for (boolean forged : new boolean[] {false, true}) {
        for (Answer answer : Answer.values()) {
          row.add(answered(measured.get(name), forged, answer));
        }
      }
      rows.add(row);
    }
    return new ResultTable(
        "shortcuts-answers",
        "Answers for faces of which less and less can be seen",
        List.of(
            "done",
            "real: forged",
            "real: authentic",
            "real: no answer",
            "forged: forged",
            "forged: authentic",
            "forged: no answer"),
        rows);
  }

  /** Whether scores follow the person and the shot, which a fake and its original share. */
  Optional<ResultTable> persons(List<FaceEntry> sample) {
    Map<String, Face> byKey = new LinkedHashMap<>();
    measured.get(STORED).faces().forEach(face -> byKey.put(face.key(), face));
    List<Pair> pairs = new ArrayList<>();
    for (FaceEntry entry : sample) {
      Face fake = byKey.get(entry.key());
      Face original = entry.originalKey().map(byKey::get).orElse(null);
      if (fake.forged() && original != null) {
        pairs.add(new Pair(original, fake));
      }
    }
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ResultTable(
            "shortcuts-persons",
            "Forged faces and the very faces that they were made of",
            List.of(
                "pairs",
                "the forged one scores higher",
                "AUC, any against any of them",
                "correlation of the two logits"),
            List.of(
                List.of(
                    String.format(Locale.ROOT, "%,d", pairs.size()),
                    number(pairs, ShortcutTables::won),
                    number(pairs, ShortcutTables::areaOfPairs),
                    number(
                        pairs,
                        some ->
                            correlation(
                                some,
                                pair -> pair.first().logit(),
                                pair -> pair.second().logit()))))));
  }

  private static double won(List<Pair> pairs) {
    return pairs.stream()
        .mapToDouble(pair -> 0.5 * (1 + Math.signum(pair.second().logit() - pair.first().logit())))
        .average()
        .orElse(Double.NaN);
  }

  private static double areaOfPairs(List<Pair> pairs) {
    List<ScoredSample> scores = new ArrayList<>();
    pairs.forEach(
        pair -> {
          scores.add(pair.first().scored());
          scores.add(pair.second().scored());
        });
    return DetectionMetrics.areaUnderRoc(scores);
  }

  /** Whether the mask grows and shrinks with what was forged. */
  static ResultTable paint(Map<String, ScoredFaces> forged) {
    List<List<String>> rows = new ArrayList<>();
    List<Face> all = new ArrayList<>();
    forged.forEach(
        (forger, faces) -> {
          all.addAll(faces.faces());
          rows.add(painted("our " + forger, faces.faces()));
        });
    rows.add(painted("all", all));
    return new ResultTable(
        "shortcuts-paint",
        "How much is painted, and how much was forged",
        List.of(
            "forgeries",
            "forged share of the crop",
            "painted share of the crop",
            "of the painted, forged",
            "of the forged, painted",
            "correlation of the two shares"),
        rows);
  }

  private static List<String> painted(String name, List<Face> faces) {
    List<Face> forged = faces.stream().filter(face -> face.truth() > 0).toList();
    ToDoubleFunction<Face> truth = face -> (double) face.truth() / face.pixels();
    ToDoubleFunction<Face> paint = face -> (double) face.painted() / face.pixels();
    return List.of(
        name,
        mean(forged, truth),
        mean(forged, paint),
        mean(forged, face -> (double) face.both() / face.painted()),
        mean(forged, face -> (double) face.both() / face.truth()),
        MetricWords.number(
            BOOTSTRAP.of(forged, Face::group, some -> correlation(some, truth, paint))));
  }

  private static String number(List<Pair> pairs, ToDoubleFunction<List<Pair>> metric) {
    return MetricWords.number(BOOTSTRAP.of(pairs, Pair::group, metric));
  }

  /** Over the faces of which it has a meaning: a share of no pixels is no number. */
  private static String mean(List<Face> faces, ToDoubleFunction<Face> of) {
    return MetricWords.number(
        BOOTSTRAP.of(
            faces,
            Face::group,
            some ->
                some.stream()
                    .mapToDouble(of)
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN)));
  }

  /** Pearson's; without meaning where one of the two does not vary. */
  private static <T> double correlation(
      List<T> samples, ToDoubleFunction<T> first, ToDoubleFunction<T> second) {
    double meanOfFirst = samples.stream().mapToDouble(first).average().orElse(Double.NaN);
    double meanOfSecond = samples.stream().mapToDouble(second).average().orElse(Double.NaN);
    double squares = 0;
    double squaresOfSecond = 0;
    double products = 0;
    for (T sample : samples) {
      double a = first.applyAsDouble(sample) - meanOfFirst;
      double b = second.applyAsDouble(sample) - meanOfSecond;
      squares += a * a;
      squaresOfSecond += b * b;
      products += a * b;
    }
    return products / Math.sqrt(squares * squaresOfSecond);
  }

  /** AUC by intervention. */
  Chart chart() {
    Map<String, List<Interval>> series = new LinkedHashMap<>();
    series.put("done to all faces", areas.values().stream().map(Areas::all).toList());
    series.put("to real ones alone", areas.values().stream().map(Areas::real).toList());
    series.put("to forged ones alone", areas.values().stream().map(Areas::forged).toList());
    double[] bounds =
        series.values().stream()
            .flatMap(List::stream)
            .flatMapToDouble(area -> DoubleStream.of(area.low(), area.high()))
            .toArray();
    Chart chart =
        new Chart(
            "AUC after what forges nothing",
            Axis.names("done", List.copyOf(measured.keySet())),
            Axis.around("AUC", bounds));
    double beside = -0.15;
    for (Map.Entry<String, List<Interval>> entry : series.entrySet()) {
      List<Series.Measurement> points = new ArrayList<>();
      for (Interval area : entry.getValue()) {
        points.add(
            new Series.Measurement(points.size() + beside, area.value(), area.low(), area.high()));
      }
      chart.add(new Series.Measured(entry.getKey(), false, points));
      beside += 0.15;
    }
    return chart;
  }
}
