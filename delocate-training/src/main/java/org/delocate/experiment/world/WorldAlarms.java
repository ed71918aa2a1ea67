package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.GroupAlarms;
import org.delocate.metrics.RankCorrelation;

/** What scores of real clips follow, and what a score may be called by them. */
final class WorldAlarms {

  /** Shares of real clips that reach each grade of evidence. [ours] */
  private static final Map<String, Double> EVIDENCE = new LinkedHashMap<>();

  static {
    EVIDENCE.put("strong", 0.01);
    EVIDENCE.put("moderate", WorldSet.FALSE_ALARMS);
    EVIDENCE.put("weak", 0.2);
  }

  /** A page with fewer real clips says little about the model. */
  private static final int FEWEST_OF_A_PAGE = 5;

  private final WorldSet all;
  private final AlarmThreshold threshold;

  /**
   * @param all of both classes
   * @param threshold that {@link WorldSet#FALSE_ALARMS} of the real ones reach
   */
  WorldAlarms(WorldSet all, AlarmThreshold threshold) {
    this.all = all;
    this.threshold = threshold;
  }

  /** False alarms: pooled, on the worst page, and on every page that is large enough. */
  ResultTable pages() {
    List<GroupAlarms> groups = GroupAlarms.of(all.scores(), threshold);
    List<List<String>> rows = new ArrayList<>();
    WorldSet real = all.real();
    rows.add(
        List.of(
            "all pages",
            WorldTables.count(real.distinct(WorldClip::page)),
            WorldTables.count(real.size()),
            WorldTables.count(groups.stream().mapToLong(GroupAlarms::alarms).sum()),
            MetricWords.number(real.above(threshold, false))));
    List<GroupAlarms> large =
        groups.stream().filter(group -> group.real() >= FEWEST_OF_A_PAGE).toList();
    large.forEach(group -> rows.add(page(group.group(), 1, group)));
    List<GroupAlarms> small =
        groups.stream().filter(group -> group.real() < FEWEST_OF_A_PAGE).toList();
    if (!small.isEmpty()) {
      rows.add(
          page(
              "pages of fewer than " + FEWEST_OF_A_PAGE,
              small.size(),
              new GroupAlarms(
                  "",
                  small.stream().mapToLong(GroupAlarms::real).sum(),
                  small.stream().mapToLong(GroupAlarms::alarms).sum())));
    }
    return new ResultTable(
        "worlds-pages",
        String.format(
            Locale.ROOT,
            "Real clips above the threshold %.3f, which 5 %% of all reach; the worst page first",
            threshold.score()),
        List.of("page", "pages", "real clips", "above", "share"),
        rows);
  }

  private static List<String> page(String name, long pages, GroupAlarms group) {
    return List.of(
        name,
        WorldTables.count(pages),
        WorldTables.count(group.real()),
        WorldTables.count(group.alarms()),
        String.format(Locale.ROOT, "%.3f", group.share()));
  }

  /** The worst page in words, for the protocol. */
  String worstPage() {
    return GroupAlarms.worst(GroupAlarms.of(all.scores(), threshold), FEWEST_OF_A_PAGE)
        .map(
            worst ->
                String.format(
                    Locale.ROOT,
                    "%.3f (%d of %d clips of %s)",
                    worst.share(),
                    worst.alarms(),
                    worst.real(),
                    worst.group()))
        .orElse("no page has " + FEWEST_OF_A_PAGE + " real clips");
  }

  /** Whether the score of real clips follows the camera, the codec or the focus. */
  ResultTable slopes() {
    Map<String, ToDoubleFunction<WorldClip>> things = new LinkedHashMap<>();
    things.put("width of the face", clip -> clip.look().faceWidth());
    things.put("bits per pixel", clip -> clip.file().bitsPerPixel());
    things.put("sharpness", clip -> clip.look().sharpness());
    List<List<String>> rows = new ArrayList<>();
    things.forEach(
        (name, of) -> {
          WorldSet known = all.real().where(clip -> Double.isFinite(of.applyAsDouble(clip)));
          rows.add(
              List.of(
                  name,
                  WorldTables.count(known.size()),
                  WorldTables.count(known.distinct(WorldClip::page)),
                  MetricWords.number(
                      known.number(some -> RankCorrelation.of(some, of, WorldClip::score)))));
        });
    return new ResultTable(
        "worlds-slopes",
        "What the score of real clips follows (Spearman's correlation; 0: nothing)",
        List.of("score against", "real clips", "pages", "correlation"),
        rows);
  }

  /** Thresholds by what share of the real clips reaches them, and who else does. */
  ResultTable evidence() {
    Map<String, AlarmThreshold> thresholds = new LinkedHashMap<>();
    EVIDENCE.forEach(
        (grade, share) -> thresholds.put(grade, AlarmThreshold.of(all.scores(), share)));
    List<String> columns = new ArrayList<>(List.of("clips", "how many"));
    thresholds.forEach(
        (grade, level) ->
            columns.add(
                String.format(Locale.ROOT, "%s or more (above %.3f)", grade, level.score())));
    columns.add("none");
    List<List<String>> rows = new ArrayList<>();
    rows.add(grades("real", all.real(), false, thresholds));
    rows.add(grades("forged", all.forged(), true, thresholds));
    all.forged()
        .by(clip -> clip.generator().family())
        .forEach((family, some) -> rows.add(grades(family, some, true, thresholds)));
    return new ResultTable(
        "worlds-evidence",
        "Evidence by the share of real clips that reaches it: 1 %, 5 %, 20 %",
        columns,
        rows);
  }

  private static List<String> grades(
      String name, WorldSet some, boolean forged, Map<String, AlarmThreshold> thresholds) {
    List<String> row = new ArrayList<>(List.of(name, WorldTables.count(some.size())));
    AlarmThreshold lowest = null;
    for (AlarmThreshold level : thresholds.values()) {
      row.add(MetricWords.number(some.above(level, forged)));
      lowest = level;
    }
    AlarmThreshold weakest = lowest;
    row.add(
        MetricWords.number(
            some.number(clips -> 1 - weakest.shareAbove(new WorldSet(clips).scores(), forged))));
    return row;
  }
}
