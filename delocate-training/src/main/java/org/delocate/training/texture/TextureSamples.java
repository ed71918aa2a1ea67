package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.network.texture.TextureSizes;
import org.delocate.network.texture.TrackTexture;
import org.delocate.training.texture.LinearDiscriminant.Sample;

/** Statistics of clips and pictures, as the discriminants learn from them. */
final class TextureSamples {

  /** Where a clip comes from: the world as it is, our own forgers, or the world once edited. */
  private enum Origin {
    CLIP,
    COPY,
    EDITED
  }

  /**
   * A clip.
   *
   * @param edit what it was edited with; empty if it was not
   */
  private record Clip(
      FaceEntry entry, boolean forged, Origin origin, String edit, ClipStatistics values) {

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
      return origin == Origin.CLIP ? entry.source() : LinearDiscriminant.NO_PAGE;
    }

    /** What it is one of several clips of. */
    String domain() {
      String whose = forged && origin != Origin.COPY ? entry.method() : entry.source();
      return origin + (forged ? " forged " : " real ") + whose;
    }
  }

  /**
   * What a discriminant says of a person of a clip.
   *
   * @param edit what the clip was edited with; empty if it was not
   */
  record Scored(FaceEntry entry, boolean forged, String edit, double score) {}

  private record Picture(float[] values, boolean forged, boolean edited) {}

  private final double evenness;
  private final double picturesShare;
  private final TextureConfiguration.Copies copies;
  private final TextureConfiguration.Edits edits;
  private final List<Clip> clips = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();

  TextureSamples(TextureConfiguration configuration) {
    evenness = configuration.fit().evenness();
    picturesShare = configuration.pictures().picturesShare();
    copies = configuration.copies();
    edits = configuration.edits();
  }

  /**
   * Adds a person of a clip, if anything is known of it.
   *
   * @param entry one of its frames
   * @param values {@link TextureSizes#movingOf} statistics
   */
  void add(FaceEntry entry, ClipStatistics values) {
    add(new Clip(entry, entry.label() == Label.FAKE, Origin.CLIP, "", values));
  }

  /**
   * Adds a clip that we made, likewise.
   *
   * @param entry a frame of the clip that it was made from
   */
  void addCopy(FaceEntry entry, boolean forged, ClipStatistics values) {
    add(new Clip(entry, forged, Origin.COPY, "", values));
  }

  /**
   * Adds a person of a clip that was edited, likewise.
   *
   * @param edit what with
   */
  void addEdited(FaceEntry entry, String edit, ClipStatistics values) {
    add(new Clip(entry, entry.label() == Label.FAKE, Origin.EDITED, edit, values));
  }

  private void add(Clip clip) {
    if (clip.values().count() > 0) {
      clips.add(clip);
    }
  }

  /**
   * Adds a picture.
   *
   * @param values {@link TextureSizes#STILL} statistics
   */
  void addPicture(FaceEntry entry, float[] values) {
    pictures.add(new Picture(values, entry.label() == Label.FAKE, false));
  }

  /** Adds a picture that was edited, likewise. */
  void addEditedPicture(FaceEntry entry, float[] values) {
    pictures.add(new Picture(values, entry.label() == Label.FAKE, true));
  }

  /** The mean statistics of every person of every clip of some splits. */
  List<Sample> moving(List<String> splits) {
    List<Sample> samples = new ArrayList<>();
    weights(splits, edits.movingShare())
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
    weights(splits, edits.movingShare())
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
   * What discriminants say of the people of a split's clips, as they are and edited.
   *
   * @param ofTrack of people with enough frames, if there is one
   * @param ofMean of the others, and the less of these, the more frames they have
   */
  List<Scored> scored(
      String split, Optional<LinearDiscriminant> ofTrack, LinearDiscriminant ofMean) {
    return clips.stream()
        .filter(clip -> clip.origin() != Origin.COPY && clip.entry().split().equals(split))
        .map(
            clip ->
                new Scored(clip.entry(), clip.forged(), clip.edit(), score(clip, ofTrack, ofMean)))
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
    weights(splits, edits.share())
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
      double all = sums[forged ? 1 : 0] * picturesShare / Math.max(1 - picturesShare, 1e-9);
      for (boolean edited : new boolean[] {false, true}) {
        List<Picture> some =
            pictures.stream()
                .filter(picture -> picture.forged() == forged && picture.edited() == edited)
                .toList();
        double share = edits.ofPicture() == 0 ? 0 : edits.share();
        for (Picture picture : some) {
          samples.add(
              new Sample(
                  picture.values(),
                  forged,
                  all * (edited ? share : 1 - share) / some.size(),
                  LinearDiscriminant.NO_PAGE,
                  "pictures"));
        }
      }
    }
    return samples;
  }

  /**
   * A clip counts less, the more of its page, or of its generator, there are; and all that we
   * forged, and all that we edited, together their share of their class.
   *
   * @param editedShare of what was edited
   */
  private Map<Clip, Double> weights(List<String> splits, double editedShare) {
    double copied = copies.ofClip() == 0 ? 0 : copies.share();
    double edited = edits.ofClip() == 0 ? 0 : editedShare;
    Map<Origin, Double> shares = new EnumMap<>(Origin.class);
    shares.put(Origin.CLIP, (1 - copied) * (1 - edited));
    shares.put(Origin.COPY, copied * (1 - edited));
    shares.put(Origin.EDITED, edited);
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
    weights.replaceAll((clip, weight) -> weight / sums.get(part(clip)) * shares.get(clip.origin()));
    return weights;
  }

  private static String part(Clip clip) {
    return clip.forged() + " " + clip.origin();
  }

  /** For messages. */
  String inWords() {
    String words =
        String.format(
            Locale.ROOT,
            "%d people of clips, %d clips of our own, %d pictures",
            count(Origin.CLIP),
            count(Origin.COPY),
            pictures.stream().filter(picture -> !picture.edited()).count());
    long edited = count(Origin.EDITED) + pictures.stream().filter(Picture::edited).count();
    return edited == 0 ? words : words + ", " + edited + " of these edited";
  }

  private long count(Origin origin) {
    return clips.stream().filter(clip -> clip.origin() == origin).count();
  }
}
