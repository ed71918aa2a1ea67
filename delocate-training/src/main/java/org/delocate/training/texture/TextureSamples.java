package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TrackTexture;
import org.delocate.training.texture.LinearDiscriminant.Sample;

/** Statistics of clips and pictures, as the discriminants learn from them. */
final class TextureSamples {

  /**
   * A clip.
   *
   * @param copy whether we made it
   */
  private record Clip(FaceEntry entry, boolean forged, boolean copy, ClipStatistics values) {

    boolean hasTrack() {
      return values.count() >= TrackTexture.LEAST_FRAMES;
    }

    /** Means, then deviations. */
    float[] track() {
      float[] mean = values.mean();
      float[] both = Arrays.copyOf(mean, 2 * mean.length);
      System.arraycopy(values.deviation(), 0, both, mean.length, mean.length);
      return both;
    }

    /** What forged and real clips are contrasted within; nothing for what we made. */
    String page() {
      return copy ? LinearDiscriminant.NO_PAGE : entry.source();
    }

    /** What it is one of several clips of. */
    String domain() {
      String made = copy ? "copy" : "clip";
      return forged && !copy
          ? "forged " + entry.method()
          : made + (forged ? " forged " : " real ") + entry.source();
    }
  }

  /** What a discriminant says of a person of a clip. */
  record Scored(FaceEntry entry, boolean forged, double score) {}

  private record Picture(float[] values, boolean forged) {}

  private final double evenness;
  private final double picturesShare;
  private final double copiesShare;
  private final List<Clip> clips = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();

  TextureSamples(TextureConfiguration configuration) {
    evenness = configuration.fit().evenness();
    picturesShare = configuration.pictures().picturesShare();
    copiesShare = configuration.copies().share();
  }

  /**
   * Adds a person of a clip, if anything is known of it.
   *
   * @param entry one of its frames
   * @param values {@link TextureNetwork#movingOf} statistics
   */
  void add(FaceEntry entry, ClipStatistics values) {
    add(new Clip(entry, entry.label() == Label.FAKE, false, values));
  }

  /**
   * Adds a clip that we made, likewise.
   *
   * @param entry a frame of the clip that it was made from
   */
  void addCopy(FaceEntry entry, boolean forged, ClipStatistics values) {
    add(new Clip(entry, forged, true, values));
  }

  private void add(Clip clip) {
    if (clip.values().count() > 0) {
      clips.add(clip);
    }
  }

  /**
   * Adds a picture.
   *
   * @param values {@link TextureNetwork#STILL} statistics
   */
  void addPicture(FaceEntry entry, float[] values) {
    pictures.add(new Picture(values, entry.label() == Label.FAKE));
  }

  /** The mean statistics of every person of every clip of some splits. */
  List<Sample> moving(List<String> splits) {
    List<Sample> samples = new ArrayList<>();
    weights(splits)
        .forEach(
            (clip, weight) ->
                samples.add(
                    new Sample(
                        clip.values().mean(), clip.forged(), weight, clip.page(), clip.domain())));
    return samples;
  }

  /** Mean and deviation of the statistics of every person with enough frames, likewise. */
  List<Sample> track(List<String> splits) {
    List<Sample> samples = new ArrayList<>();
    weights(splits)
        .forEach(
            (clip, weight) -> {
              if (clip.hasTrack()) {
                samples.add(
                    new Sample(clip.track(), clip.forged(), weight, clip.page(), clip.domain()));
              }
            });
    return samples;
  }

  /**
   * What discriminants say of the people of a split's clips.
   *
   * @param ofTrack of people with enough frames, if there is one
   * @param ofMean of the others, and the less of these, the more frames they have
   */
  List<Scored> scored(
      String split, Optional<LinearDiscriminant> ofTrack, LinearDiscriminant ofMean) {
    return clips.stream()
        .filter(clip -> !clip.copy() && clip.entry().split().equals(split))
        .map(clip -> new Scored(clip.entry(), clip.forged(), score(clip, ofTrack, ofMean)))
        .toList();
  }

  /** As {@link TrackTexture} has it: the fewer frames, the less what they tell together counts. */
  private static double score(
      Clip clip, Optional<LinearDiscriminant> ofTrack, LinearDiscriminant ofMean) {
    double alone = ofMean.of(clip.values().mean());
    double share = TrackTexture.share(clip.values().count());
    return ofTrack
        .filter(any -> clip.hasTrack())
        .map(track -> share * track.of(clip.track()) + (1 - share) * alone)
        .orElse(alone);
  }

  /** The statistics of single frames of some splits' clips, and of the pictures. */
  List<Sample> still(List<String> splits) {
    List<Sample> samples = new ArrayList<>();
    double[] sums = new double[2];
    weights(splits)
        .forEach(
            (clip, weight) -> {
              sums[clip.forged() ? 1 : 0] += weight;
              List<float[]> frames = clip.values().frames();
              for (float[] frame : frames) {
                samples.add(
                    new Sample(
                        frame, clip.forged(), weight / frames.size(), clip.page(), clip.domain()));
              }
            });
    for (boolean forged : new boolean[] {false, true}) {
      long count = pictures.stream().filter(picture -> picture.forged() == forged).count();
      double all = sums[forged ? 1 : 0] * picturesShare / Math.max(1 - picturesShare, 1e-9);
      pictures.stream()
          .filter(picture -> picture.forged() == forged)
          .forEach(
              picture ->
                  samples.add(
                      new Sample(
                          picture.values(),
                          forged,
                          all / count,
                          LinearDiscriminant.NO_PAGE,
                          "pictures")));
    }
    return samples;
  }

  /**
   * A clip counts less, the more of its page, or of its generator, there are; and all that we made
   * together their share of their class.
   */
  private Map<Clip, Double> weights(List<String> splits) {
    Map<String, Integer> counts = new HashMap<>();
    List<Clip> chosen =
        clips.stream().filter(clip -> splits.contains(clip.entry().split())).toList();
    chosen.forEach(clip -> counts.merge(clip.domain(), 1, Integer::sum));
    Map<Clip, Double> weights = new LinkedHashMap<>();
    Map<String, Double> sums = new HashMap<>();
    for (Clip clip : chosen) {
      double weight = Math.pow(counts.get(clip.domain()), -evenness);
      weights.put(clip, weight);
      sums.merge(part(clip), weight, Double::sum);
    }
    weights.replaceAll(
        (clip, weight) ->
            weight / sums.get(part(clip)) * (clip.copy() ? copiesShare : 1 - copiesShare));
    return weights;
  }

  private static String part(Clip clip) {
    return clip.forged() + " " + clip.copy();
  }

  /** For messages. */
  String inWords() {
    long copies = clips.stream().filter(Clip::copy).count();
    return String.format(
        Locale.ROOT,
        "%d people of clips, %d clips of our own, %d pictures",
        clips.size() - copies,
        copies,
        pictures.size());
  }
}
