package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.delocate.dataset.listing.CsvTable;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.dataset.store.Spread;
import org.delocate.evaluation.report.MetricWords;
import org.delocate.evaluation.score.FaceSupply;
import org.delocate.experiment.bench.Experiment;
import org.delocate.experiment.bench.ExperimentResult;
import org.delocate.experiment.bench.FaceSample;
import org.delocate.experiment.bench.Protocol;
import org.delocate.experiment.bench.ResultTable;
import org.delocate.experiment.bench.Workbench;
import org.delocate.forgery.degrade.FaceEdits;
import org.delocate.metrics.AlarmThreshold;
import org.delocate.metrics.Bootstrap;
import org.delocate.network.analysis.FaceAnalyzer;

/**
 * What honest edits of whole clips do: whether a beauty filter, a sticker, a call's background or
 * another upload makes real people look forged, or forgeries real. {@code shortcuts} asks the same
 * of pictures.
 */
public final class EditsExperiment implements Experiment {

  /** Unless others are named. [ours] */
  private static final List<String> EDITS =
      List.of(
          "beauty:2",
          "beauty:4",
          "background:3",
          "sticker:3",
          "blur:1",
          "blur:3",
          "sharpen:3",
          "upscale:3",
          "filter:3",
          "range:3",
          "small:3",
          "jpeg:3",
          "h264-twice:2",
          "platform:2",
          "platform:4",
          "screen:2");

  /** Moments of a person, at most: edits are many, and clips hardly change within. [ours] */
  private static final int MOMENTS = 8;

  private static final String STORED = "as stored";

  /** Share of real clips that weak evidence is found in, as the tables of worlds have it. */
  private static final double WEAK = 0.2;

  @Override
  public String name() {
    return "edits";
  }

  @Override
  public String purpose() {
    return "Do edits and uploads that forge nothing make real people of clips look forged, or"
        + " forgeries real?";
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public boolean takesFoldModels() {
    return true;
  }

  @Override
  public ExperimentResult run(Workbench bench) {
    List<String> edits = edits(bench);
    List<FaceEntry> faces = faces(bench, edits.size() + 1);
    WorldScores scores = WorldScores.of(bench, faces);
    Map<String, WorldSet> measured = new LinkedHashMap<>();
    measured.put(STORED, set(bench, scores.frames(faces)));
    for (String edit : edits) {
      WorldScores.Supplies edited =
          some ->
              new EditedClips(bench.store(), some, FaceEdits.parse(edit), bench.settings().seed());
      measured.put(edit, set(bench, scores.frames(faces, ", " + edit, edited)));
    }
    return new ExperimentResult(
        name(),
        purpose(),
        List.of(table(measured)),
        List.of(),
        protocol(bench, faces, scores),
        Map.of("clips", clips(measured)));
  }

  /** Every score. */
  private static CsvTable clips(Map<String, WorldSet> measured) {
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (edit, set) ->
            set.clips()
                .forEach(
                    clip ->
                        rows.add(
                            List.of(
                                edit,
                                clip.clip(),
                                clip.page(),
                                clip.fold(),
                                clip.forged() ? "forged" : "real",
                                clip.generator().family(),
                                String.format(Locale.ROOT, "%.6f", clip.score())))));
    return new CsvTable(List.of("done", "clip", "page", "fold", "label", "family", "score"), rows);
  }

  /** Those that are named, or all; each is known. */
  private static List<String> edits(Workbench bench) {
    List<String> named = bench.settings().trainings().variants();
    List<String> edits = named.isEmpty() ? EDITS : named;
    edits.forEach(FaceEdits::parse);
    return edits;
  }

  private static WorldSet set(Workbench bench, List<WorldFrame> frames) {
    return new WorldSet(WorldClip.of(frames, bench.store().entries()));
  }

  /** A few moments of every person, those of one person one after the other. */
  private static List<FaceEntry> faces(Workbench bench, int conditions) {
    Map<String, List<FaceEntry>> people =
        bench.store().entries().stream()
            .filter(entry -> !entry.isNeighbour())
            .filter(entry -> bench.settings().split().map(entry.split()::equals).orElse(true))
            .collect(
                Collectors.groupingBy(
                    FaceEntry::personKey, LinkedHashMap::new, Collectors.toList()));
    List<FaceEntry> some = new ArrayList<>();
    people.values().forEach(person -> some.addAll(Spread.over(person, MOMENTS)));
    if (!Workbench.hasBothClasses(some)) {
      throw new IllegalArgumentException(
          "the store has no real and forged clips to measure on"
              + bench.settings().split().map(split -> " in the split " + split).orElse(""));
    }
    int most;
    WorldScores scores = WorldScores.of(bench, some);
    try (FaceAnalyzer analyzer =
        FaceAnalyzer.open(
            scores.models().values().iterator().next(), bench.settings().analyzer())) {
      most = bench.affordable(FaceSupply.of(bench.store(), some), conditions, analyzer);
    }
    List<FaceEntry> sample = new ArrayList<>(FaceSample.of(some, most, bench.settings().seed()));
    sample.sort(Comparator.comparing(FaceEntry::personKey));
    return sample;
  }

  private static ResultTable table(Map<String, WorldSet> measured) {
    WorldSet stored = measured.get(STORED);
    AlarmThreshold moderate = AlarmThreshold.of(stored.scores(), WorldSet.FALSE_ALARMS);
    AlarmThreshold weak = AlarmThreshold.of(stored.scores(), WEAK);
    Map<String, Double> before =
        stored.clips().stream().collect(Collectors.toMap(WorldClip::clip, WorldClip::score));
    List<List<String>> rows = new ArrayList<>();
    measured.forEach(
        (name, set) ->
            rows.add(
                List.of(
                    name,
                    WorldTables.count(set.real().size()),
                    WorldTables.count(set.real().distinct(WorldClip::page)),
                    WorldTables.count(set.forged().size()),
                    MetricWords.number(set.area()),
                    MetricWords.number(set.above(moderate, false)),
                    none(set.real(), weak, false),
                    MetricWords.number(set.above(moderate, true)),
                    none(set.forged(), weak, true),
                    moved(set.real(), before),
                    moved(set.forged(), before))));
    return new ResultTable(
        "edits",
        "Clips after what forges nothing, done to all of them; thresholds are those that 5 and 20 %"
            + " of the real clips reach as stored",
        List.of(
            "done",
            "real",
            "of pages",
            "forged",
            "AUC",
            "real: moderate evidence or more",
            "real: none",
            "forged: moderate or more",
            "forged: none",
            "score of real ones moves by",
            "of forged ones"),
        rows);
  }

  private static String none(WorldSet set, AlarmThreshold weak, boolean forged) {
    return MetricWords.number(
        set.number(clips -> 1 - weak.shareAbove(WorldClip.scored(clips), forged)));
  }

  private static String moved(WorldSet set, Map<String, Double> before) {
    return MetricWords.number(
        set.number(
            clips ->
                clips.stream()
                    .mapToDouble(clip -> clip.score() - before.get(clip.clip()))
                    .average()
                    .orElse(Double.NaN)));
  }

  private static Map<String, String> protocol(
      Workbench bench, List<FaceEntry> faces, WorldScores scores) {
    Map<String, String> protocol = Protocol.of(bench, faces);
    protocol.put(
        "faces",
        String.format(
            Locale.ROOT,
            "%,d, at most %d moments of a person, with the frame a moment later where it is stored",
            faces.size(),
            MOMENTS));
    scores
        .models()
        .forEach(
            (fold, model) ->
                protocol.put(
                    "model of " + fold,
                    model.card().name() + ", weights " + model.weights().sha256()));
    protocol.put(
        "NAME:N",
        "an edit of 'delocate train texture' at a strength of 1 to 5, done to the stored crops of"
            + " a person as if they were a clip of 25 frames a second; a sticker stays where it is"
            + " until the frame a moment later");
    protocol.put(
        "interval",
        "95 % percentile bootstrap over pages, "
            + Bootstrap.standard().resamples()
            + " draws; thresholds are not drawn again");
    return protocol;
  }
}
