package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/** Some clips and the numbers that are asked of any of them; intervals are over pages. */
record WorldSet(List<WorldClip> clips) {

  /** Share of real clips that may be called forged where a detection rate is given. */
  static final double FALSE_ALARMS = 0.05;

  private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

  WorldSet {
    clips = List.copyOf(clips);
  }

  int size() {
    return clips.size();
  }

  WorldSet where(Predicate<WorldClip> condition) {
    return new WorldSet(clips.stream().filter(condition).toList());
  }

  WorldSet real() {
    return where(clip -> !clip.forged());
  }

  WorldSet forged() {
    return where(WorldClip::forged);
  }

  /** All real clips, and only some of the forged ones. */
  WorldSet withForged(Predicate<WorldClip> condition) {
    return where(clip -> !clip.forged() || condition.test(clip));
  }

  /** By something, sorted by its name. */
  Map<String, WorldSet> by(Function<WorldClip, String> of) {
    Map<String, List<WorldClip>> lists = new TreeMap<>();
    clips.forEach(
        clip -> lists.computeIfAbsent(of.apply(clip), key -> new ArrayList<>()).add(clip));
    Map<String, WorldSet> sets = new TreeMap<>();
    lists.forEach((name, some) -> sets.put(name, new WorldSet(some)));
    return sets;
  }

  /** How many different values something has. */
  long distinct(Function<WorldClip, String> of) {
    return clips.stream().map(of).distinct().count();
  }

  List<ScoredSample> scores() {
    return clips.stream().map(WorldClip::scored).toList();
  }

  /** The AUC of the score. */
  Interval area() {
    return area(WorldClip::score);
  }

  /** The AUC of something else, of clips where it is known; larger counts as forged. */
  Interval area(ToDoubleFunction<WorldClip> of) {
    List<ScoredSample> samples =
        clips.stream()
            .filter(clip -> Double.isFinite(of.applyAsDouble(clip)))
            .map(clip -> clip.scoredBy(of.applyAsDouble(clip)))
            .toList();
    return BOOTSTRAP.of(samples, DetectionMetrics::areaUnderRoc);
  }

  /** Share of the forged clips above what {@link #FALSE_ALARMS} of these real ones reach. */
  Interval found() {
    return BOOTSTRAP.of(scores(), some -> DetectionMetrics.truePositiveRateAt(some, FALSE_ALARMS));
  }

  /**
   * Share of the clips of one class above a threshold that is taken as given; of a single page
   * without an interval, as there is nothing to draw from.
   */
  Interval above(AlarmThreshold threshold, boolean forged) {
    if (distinct(WorldClip::page) < 2) {
      return new Interval(threshold.shareAbove(scores(), forged), Double.NaN, Double.NaN);
    }
    return BOOTSTRAP.of(scores(), some -> threshold.shareAbove(some, forged));
  }

  /** Any number of these clips. */
  Interval number(ToDoubleFunction<List<WorldClip>> metric) {
    return BOOTSTRAP.of(clips, WorldClip::page, metric);
  }
}
