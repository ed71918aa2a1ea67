package org.delocate.experiment.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.delocate.dataset.layout.WorldsReader;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.detection.options.ScoreAggregator;
import org.delocate.metrics.MatchedClasses;
import org.delocate.metrics.ScoredSample;

/**
 * A clip with the score of its most suspicious person, and what a score may follow instead of the
 * forgery.
 *
 * @param page where it comes from: the unit that the bootstrap draws
 * @param generator what made it
 * @param file how it was stored and sent around
 * @param frames scored, of all people
 * @param score mean over the frames of the most suspicious person
 * @param look of that person
 */
record WorldClip(
    String clip,
    String page,
    String fold,
    boolean forged,
    Generator generator,
    Encoding file,
    int frames,
    double score,
    Look look) {

  /** What the dataset does not say. */
  static final String UNKNOWN = "unknown";

  /**
   * What made a clip.
   *
   * @param family how it works; {@code camera} of a real clip
   * @param name {@code camera} of a real clip
   * @param unseen whether no other fold has a clip of it
   */
  record Generator(String family, String name, boolean unseen) {}

  /**
   * What happened to a clip on its way.
   *
   * @param bitsPerPixel of the file; not a number where the dataset does not say
   */
  record Encoding(String codec, String overlay, String reencoded, double bitsPerPixel) {}

  /**
   * How large and sharp a person is.
   *
   * @param faceWidth mean over the person's frames, in pixels of the clip
   * @param sharpness mean over the person's crops
   */
  record Look(double faceWidth, double sharpness) {}

  /**
   * Puts the frames of each clip together.
   *
   * @param entries all faces of the frames, and maybe others
   */
  static List<WorldClip> of(List<WorldFrame> frames, List<FaceEntry> entries) {
    Map<String, FaceEntry> byKey = new HashMap<>();
    Map<String, Set<String>> foldsOfGenerator = new HashMap<>();
    for (FaceEntry entry : entries) {
      byKey.put(entry.key(), entry);
      foldsOfGenerator.computeIfAbsent(entry.method(), key -> new TreeSet<>()).add(entry.split());
    }
    Map<String, List<WorldFrame>> byClip = new LinkedHashMap<>();
    for (WorldFrame frame : frames) {
      byClip.computeIfAbsent(frame.clip(), key -> new ArrayList<>()).add(frame);
    }
    List<WorldClip> clips = new ArrayList<>();
    byClip
        .values()
        .forEach(
            some -> {
              FaceEntry entry = byKey.get(some.get(0).key());
              clips.add(of(some, entry, foldsOfGenerator.get(entry.method()).size() == 1));
            });
    return clips;
  }

  private static WorldClip of(List<WorldFrame> frames, FaceEntry entry, boolean inOneFold) {
    Map<Integer, List<WorldFrame>> people =
        frames.stream()
            .collect(Collectors.groupingBy(WorldFrame::person, TreeMap::new, Collectors.toList()));
    List<WorldFrame> suspicious =
        people.values().stream().max(Comparator.comparingDouble(WorldClip::score)).orElseThrow();
    Map<String, String> traits = entry.traits();
    boolean forged = entry.label() == Label.FAKE;
    return new WorldClip(
        entry.record(),
        entry.source(),
        entry.split(),
        forged,
        new Generator(
            traits.getOrDefault(WorldsReader.FAMILY, entry.method()),
            entry.method(),
            forged && inOneFold),
        new Encoding(
            entry.labels().compression().orElse(UNKNOWN),
            traits.getOrDefault(WorldsReader.OVERLAY, UNKNOWN),
            traits.getOrDefault(WorldsReader.REENCODED, UNKNOWN),
            number(traits.get(WorldsReader.BITS_PER_PIXEL))),
        frames.size(),
        score(suspicious),
        new Look(mean(suspicious, WorldFrame::faceWidth), mean(suspicious, WorldFrame::sharpness)));
  }

  private static double score(List<WorldFrame> person) {
    return ScoreAggregator.standard()
        .aggregate(person.stream().mapToDouble(WorldFrame::score).toArray());
  }

  private static double mean(List<WorldFrame> frames, ToDoubleFunction<WorldFrame> of) {
    return frames.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  private static double number(String text) {
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** As a sample that the bootstrap draws by pages. */
  ScoredSample scored() {
    return scoredBy(score);
  }

  /** The same with something else for a score. */
  ScoredSample scoredBy(double other) {
    return new ScoredSample(clip, forged, other, page);
  }

  /** With the width of its face as what is to be matched. */
  MatchedClasses.Sample matched() {
    return new MatchedClasses.Sample(scored(), look.faceWidth());
  }

  /** The samples of some clips. */
  static List<ScoredSample> scored(List<WorldClip> clips) {
    return clips.stream().map(WorldClip::scored).toList();
  }
}
