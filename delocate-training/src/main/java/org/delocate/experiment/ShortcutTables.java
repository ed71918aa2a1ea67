package org.delocate.experiment;

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
import org.delocate.dataset.FaceEntry;
import org.delocate.evaluation.FaceMetrics;
import org.delocate.evaluation.MetricWords;
import org.delocate.experiment.ScoredFaces.Face;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/** What {@link ShortcutsExperiment} measured, as tables and a plot. */
final class ShortcutTables {

  /** The condition in which nothing was done. */
  static final String STORED = "as stored";

  private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

  private ShortcutTables() {}

  /** The forged face and what it was made of, or the same face before and after. */
  private record Pair(Face first, Face second) {
    String group() {
      return first.group();
    }
  }

  /** Scores of which the real and the forged ones come from two conditions. */
  private static List<ScoredSample> mixed(ScoredFaces real, ScoredFaces forged) {
    List<ScoredSample> scores = new ArrayList<>(real.of(false));
    scores.addAll(forged.of(true));
    return scores;
  }

  /** What was done to all, to the real ones alone, to the forged ones alone. */
  static ResultTable changes(Map<String, ScoredFaces> measured, FaceMetrics.Decision decision) {
    ScoredFaces stored = measured.get(STORED);
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (name, changed) ->
            rows.add(
                List.of(
                    name,
                    area(changed, changed),
                    area(changed, stored),
                    area(stored, changed),
                    shift(stored, changed, false),
                    shift(stored, changed, true),
                    answered(changed, false, decision, Answer.FORGED),
                    answered(changed, false, decision, Answer.AUTHENTIC))));
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

  private static String area(ScoredFaces real, ScoredFaces forged) {
    return MetricWords.number(BOOTSTRAP.of(mixed(real, forged), DetectionMetrics::areaUnderRoc));
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

  /** What is said of a face. */
  private enum Answer {
    FORGED,
    AUTHENTIC,
    NONE;

    static Answer of(double logit, FaceMetrics.Decision decision) {
      double probability = decision.calibrator().probability(logit);
      if (probability >= decision.threshold()) {
        return FORGED;
      }
      return probability < decision.authenticBelow() ? AUTHENTIC : NONE;
    }
  }

  private static String answered(
      ScoredFaces faces, boolean forged, FaceMetrics.Decision decision, Answer answer) {
    return MetricWords.number(share(faces, forged, decision, answer));
  }

  private static Interval share(
      ScoredFaces faces, boolean forged, FaceMetrics.Decision decision, Answer answer) {
    return BOOTSTRAP.of(
        faces.of(forged),
        some ->
            some.stream()
                .mapToDouble(score -> Answer.of(score.score(), decision) == answer ? 1 : 0)
                .average()
                .orElse(Double.NaN));
  }

  /** What is said of faces of which less and less can be seen. */
  static ResultTable answers(Map<String, ScoredFaces> measured, FaceMetrics.Decision decision) {
    List<String> names = new ArrayList<>(List.of(STORED));
    Intervention.fading().forEach(intervention -> names.add(intervention.name()));
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      List<String> row = new ArrayList<>(List.of(name));
      for (boolean forged : new boolean[] {false, true}) {
        for (Answer answer : Answer.values()) {
          row.add(answered(measured.get(name), forged, decision, answer));
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
  static Optional<ResultTable> persons(ScoredFaces stored, List<FaceEntry> sample) {
    Map<String, Face> byKey = new LinkedHashMap<>();
    stored.faces().forEach(face -> byKey.put(face.key(), face));
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
    List<Pair> pairs =
        faces.stream().filter(face -> face.truth() > 0).map(face -> new Pair(face, face)).toList();
    ToDoubleFunction<Pair> truth = pair -> (double) pair.first().truth() / pair.first().pixels();
    ToDoubleFunction<Pair> paint = pair -> (double) pair.first().painted() / pair.first().pixels();
    return List.of(
        name,
        number(pairs, some -> some.stream().mapToDouble(truth).average().orElse(Double.NaN)),
        number(pairs, some -> some.stream().mapToDouble(paint).average().orElse(Double.NaN)),
        number(
            pairs,
            some ->
                some.stream()
                    .filter(pair -> pair.first().painted() > 0)
                    .mapToDouble(pair -> (double) pair.first().both() / pair.first().painted())
                    .average()
                    .orElse(Double.NaN)),
        number(
            pairs,
            some ->
                some.stream()
                    .mapToDouble(pair -> (double) pair.first().both() / pair.first().truth())
                    .average()
                    .orElse(Double.NaN)),
        number(pairs, some -> correlation(some, truth, paint)));
  }

  private static String number(List<Pair> pairs, ToDoubleFunction<List<Pair>> metric) {
    return MetricWords.number(BOOTSTRAP.of(pairs, Pair::group, metric));
  }

  /** Pearson's; without meaning where one of the two does not vary. */
  private static double correlation(
      List<Pair> pairs, ToDoubleFunction<Pair> first, ToDoubleFunction<Pair> second) {
    double meanOfFirst = pairs.stream().mapToDouble(first).average().orElse(Double.NaN);
    double meanOfSecond = pairs.stream().mapToDouble(second).average().orElse(Double.NaN);
    double squares = 0;
    double squaresOfSecond = 0;
    double products = 0;
    for (Pair pair : pairs) {
      double a = first.applyAsDouble(pair) - meanOfFirst;
      double b = second.applyAsDouble(pair) - meanOfSecond;
      squares += a * a;
      squaresOfSecond += b * b;
      products += a * b;
    }
    return products / Math.sqrt(squares * squaresOfSecond);
  }

  /** AUC by intervention. */
  static Chart chart(Map<String, ScoredFaces> measured) {
    ScoredFaces stored = measured.get(STORED);
    Map<String, List<Interval>> series = new LinkedHashMap<>();
    measured.forEach(
        (name, changed) -> {
          add(series, "done to all faces", changed, changed);
          add(series, "to real ones alone", changed, stored);
          add(series, "to forged ones alone", stored, changed);
        });
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

  private static void add(
      Map<String, List<Interval>> series, String name, ScoredFaces real, ScoredFaces forged) {
    series
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(BOOTSTRAP.of(mixed(real, forged), DetectionMetrics::areaUnderRoc));
  }
}
