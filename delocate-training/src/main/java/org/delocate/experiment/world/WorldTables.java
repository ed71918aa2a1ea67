package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.MatchedClasses;

/** How well clips are told apart, all of them and by parts: no number without its counts. */
final class WorldTables {

  /** A part of the clips with fewer of either class gets no row. */
  private static final int FEWEST_OF_A_CLASS = 10;

  /** Bins of equally many clips when face sizes are matched. */
  private static final int SIZE_BINS = 8;

  private final WorldSet all;
  private final AlarmThreshold threshold;

  /**
   * @param all of both classes
   * @param threshold that {@link WorldSet#FALSE_ALARMS} of the real ones reach
   */
  WorldTables(WorldSet all, AlarmThreshold threshold) {
    this.all = all;
    this.threshold = threshold;
  }

  /** The main numbers, and those without what may give the class away. */
  ResultTable summary() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(detection("all clips", all));
    rows.add(row("mean of the folds", all, all.number(WorldTables::meanOfFolds), "–"));
    rows.add(
        detection(
            "generators of one fold only", all.withForged(clip -> clip.generator().unseen())));
    rows.add(
        detection(
            "generators of several folds", all.withForged(clip -> !clip.generator().unseen())));
    all.by(WorldClip::fold).forEach((fold, some) -> rows.add(detection(fold, some)));
    rows.add(row("face sizes matched", all, all.number(matched()), "–"));
    rows.add(detection("no overlay", all.where(clip -> clip.file().overlay().equals("none"))));
    for (Map.Entry<String, WorldSet> some : all.by(clip -> clip.file().reencoded()).entrySet()) {
      addIfEnough(rows, "encoded again: " + some.getKey(), some.getValue());
    }
    for (Map.Entry<String, WorldSet> some : all.by(clip -> clip.file().codec()).entrySet()) {
      addIfEnough(rows, "codec " + some.getKey(), some.getValue());
    }
    rows.add(row("width of the face alone", all, all.area(clip -> clip.look().faceWidth()), "–"));
    rows.add(row("bits per pixel alone", all, all.area(clip -> clip.file().bitsPerPixel()), "–"));
    rows.add(row("sharpness alone", all, all.area(clip -> clip.look().sharpness()), "–"));
    return new ResultTable(
        "worlds",
        "Clips of worlds that the model did not learn from",
        List.of(
            "clips",
            "real",
            "of pages",
            "forged",
            "of generators",
            "AUC",
            "found at 5 % false alarms"),
        rows);
  }

  private static void addIfEnough(List<List<String>> rows, String name, WorldSet some) {
    if (Math.min(some.real().size(), some.forged().size()) >= FEWEST_OF_A_CLASS) {
      rows.add(detection(name, some));
    }
  }

  private static List<String> detection(String name, WorldSet some) {
    return row(name, some, some.area(), MetricWords.number(some.found()));
  }

  private static List<String> row(String name, WorldSet some, Interval area, String found) {
    return List.of(
        name,
        count(some.real().size()),
        count(some.real().distinct(WorldClip::page)),
        count(some.forged().size()),
        count(some.forged().distinct(clip -> clip.generator().name())),
        MetricWords.number(area),
        found);
  }

  /** Free of what the models of the folds mean by the same score. */
  private static double meanOfFolds(List<WorldClip> some) {
    return new WorldSet(some)
        .by(WorldClip::fold).values().stream()
            .mapToDouble(fold -> DetectionMetrics.areaUnderRoc(fold.scores()))
            .filter(area -> !Double.isNaN(area))
            .average()
            .orElse(Double.NaN);
  }

  private ToDoubleFunction<List<WorldClip>> matched() {
    MatchedClasses bins = MatchedClasses.ofQuantiles(matchable(all.clips()), SIZE_BINS);
    return some -> bins.areaUnderRoc(matchable(some));
  }

  private static List<MatchedClasses.Sample> matchable(List<WorldClip> some) {
    return some.stream()
        .filter(clip -> Double.isFinite(clip.look().faceWidth()))
        .map(clip -> new MatchedClasses.Sample(clip.scored(), clip.look().faceWidth()))
        .toList();
  }

  /** Each way of forging against all real clips. */
  ResultTable families() {
    List<List<String>> rows = new ArrayList<>();
    all.forged()
        .by(clip -> clip.generator().family())
        .forEach(
            (family, some) -> {
              List<String> row = new ArrayList<>(List.of(family));
              row.add(count(some.distinct(clip -> clip.generator().name())));
              row.addAll(against(some, clip -> clip.generator().family().equals(family)));
              WorldSet unseen =
                  all.withForged(
                      clip ->
                          clip.generator().unseen() && clip.generator().family().equals(family));
              row.add(count(unseen.forged().size()));
              row.add(MetricWords.number(unseen.area()));
              rows.add(row);
            });
    return new ResultTable(
        "worlds-families",
        "By family, against all real clips",
        List.of(
            "family",
            "generators",
            "clips",
            "pages",
            "AUC",
            "above the threshold",
            "clips of generators of one fold only",
            "their AUC"),
        rows);
  }

  /** Each generator against all real clips. */
  ResultTable generators() {
    List<List<String>> rows = new ArrayList<>();
    all.forged()
        .by(clip -> clip.generator().name())
        .forEach(
            (generator, some) -> {
              List<String> row = new ArrayList<>(List.of(generator));
              row.add(names(some, clip -> clip.generator().family()));
              row.add(names(some, WorldClip::fold));
              row.addAll(against(some, clip -> clip.generator().name().equals(generator)));
              rows.add(row);
            });
    return new ResultTable(
        "worlds-generators",
        "By generator, against all real clips",
        List.of("generator", "family", "folds", "clips", "pages", "AUC", "above the threshold"),
        rows);
  }

  private List<String> against(WorldSet forged, java.util.function.Predicate<WorldClip> these) {
    return List.of(
        count(forged.size()),
        count(forged.distinct(WorldClip::page)),
        MetricWords.number(all.withForged(these).area()),
        MetricWords.number(forged.above(threshold, true)));
  }

  private static String names(WorldSet some, Function<WorldClip, String> of) {
    return some.clips().stream().map(of).distinct().sorted().collect(Collectors.joining(", "));
  }

  /** Every clip with its score, for programs. */
  CsvTable clips() {
    return new CsvTable(
        List.of(
            "clip",
            "page",
            "fold",
            "label",
            "family",
            "generator",
            "unseen",
            "codec",
            "overlay",
            "reencoded",
            "frames",
            "score",
            "faceWidth",
            "sharpness",
            "bitsPerPixel"),
        all.clips().stream()
            .map(
                clip ->
                    List.of(
                        clip.clip(),
                        clip.page(),
                        clip.fold(),
                        clip.forged() ? "fake" : "real",
                        clip.generator().family(),
                        clip.generator().name(),
                        "" + clip.generator().unseen(),
                        clip.file().codec(),
                        clip.file().overlay(),
                        clip.file().reencoded(),
                        "" + clip.frames(),
                        number(clip.score()),
                        number(clip.look().faceWidth()),
                        number(clip.look().sharpness()),
                        number(clip.file().bitsPerPixel())))
            .toList());
  }

  /** Every face with its score, for programs. */
  static CsvTable frames(List<WorldFrame> frames) {
    return new CsvTable(
        List.of("key", "clip", "person", "score", "faceWidth", "sharpness"),
        frames.stream()
            .map(
                frame ->
                    List.of(
                        frame.key(),
                        frame.clip(),
                        "" + frame.person(),
                        number(frame.score()),
                        number(frame.faceWidth()),
                        number(frame.sharpness())))
            .toList());
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Six decimals; empty where there is no number. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
  }
}
