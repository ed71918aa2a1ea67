package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.Bootstrap;
import org.delocate.metrics.DetectionMetrics;
import org.delocate.metrics.Interval;
import org.delocate.metrics.ScoredSample;

/**
 * What discriminants say of the clips of the split that each of them was kept apart from, all
 * splits together: by the statistics alone, without the classifier, and as fast as they are fitted.
 * A clip has the score of its most suspicious person.
 */
public final class ApartScores {

  private static final double FALSE_ALARMS = 0.05;

  private record Clip(
      String name,
      String page,
      String split,
      boolean forged,
      String family,
      String generator,
      String edit,
      double score) {}

  private final Map<String, Clip> clips = new LinkedHashMap<>();

  /** Nothing yet. */
  ApartScores() {}

  /** Adds a person of a clip. */
  void add(TextureSamples.Scored person) {
    clips.merge(
        person.entry().record() + " " + person.edit(),
        new Clip(
            person.entry().record(),
            person.entry().source(),
            person.entry().split(),
            person.forged(),
            person.entry().traits().getOrDefault("family", ""),
            person.forged() ? person.entry().method() : "",
            person.edit(),
            person.score()),
        (known, other) -> other.score() > known.score() ? other : known);
  }

  /** Every clip with its score. */
  CsvTable table() {
    return new CsvTable(
        List.of("clip", "page", "fold", "label", "family", "generator", "edit", "score"),
        clips.values().stream()
            .map(
                clip ->
                    List.of(
                        clip.name(),
                        clip.page(),
                        clip.split(),
                        clip.forged() ? "forged" : "real",
                        clip.family(),
                        clip.generator(),
                        clip.edit(),
                        String.format(Locale.ROOT, "%.6f", clip.score())))
            .toList());
  }

  /**
   * The numbers, a line each: AUC and what is found where one real clip in twenty is called forged,
   * with 95 % intervals over pages; then the AUC of each family against all real clips; then what
   * is said of the edited ones. Empty where nothing was kept apart, or one class of it is missing.
   */
  public List<String> inWords() {
    List<Clip> all = clips.values().stream().filter(clip -> clip.edit().isEmpty()).toList();
    long forged = all.stream().filter(Clip::forged).count();
    if (forged == 0 || forged == all.size()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    Bootstrap bootstrap = Bootstrap.standard();
    Interval area = bootstrap.of(samples(all), DetectionMetrics::areaUnderRoc);
    Interval found =
        bootstrap.of(samples(all), some -> DetectionMetrics.truePositiveRateAt(some, FALSE_ALARMS));
    lines.add(
        String.format(
            Locale.ROOT,
            "apart, by the statistics alone: %d forged clips, %d real, AUC %s, found at 5 %% false"
                + " alarms %s",
            forged,
            all.size() - forged,
            area.format(),
            found.format()));
    all.stream()
        .filter(Clip::forged)
        .map(Clip::family)
        .distinct()
        .sorted()
        .forEach(
            family -> {
              List<Clip> against =
                  all.stream()
                      .filter(clip -> !clip.forged() || clip.family().equals(family))
                      .toList();
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "  %s: %d clips, AUC %.3f",
                      family.isEmpty() ? "of no family" : family,
                      against.stream().filter(Clip::forged).count(),
                      DetectionMetrics.areaUnderRoc(samples(against))));
            });
    List<Clip> edited = clips.values().stream().filter(clip -> !clip.edit().isEmpty()).toList();
    if (!edited.isEmpty()) {
      AlarmThreshold threshold = AlarmThreshold.of(samples(all), FALSE_ALARMS);
      lines.add(
          String.format(
              Locale.ROOT,
              "  edited without being forged: AUC %s, above that threshold %s of the real clips and"
                  + " %s of the forged ones",
              bootstrap.of(samples(edited), DetectionMetrics::areaUnderRoc).format(),
              bootstrap.of(samples(edited), some -> threshold.shareAbove(some, false)).format(),
              bootstrap.of(samples(edited), some -> threshold.shareAbove(some, true)).format()));
    }
    return lines;
  }

  private static List<ScoredSample> samples(List<Clip> some) {
    return some.stream()
        .map(clip -> new ScoredSample(clip.name(), clip.forged(), clip.score(), clip.page()))
        .toList();
  }
}
