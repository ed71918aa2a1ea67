package org.delocate.training.texture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.delocate.dataset.record.Label;
import org.delocate.dataset.store.FaceEntry;
import org.delocate.network.texture.TextureNetwork;
import org.delocate.network.texture.TrackTexture;

/** Statistics of clips and pictures, as the discriminants learn from them. */
final class TextureSamples {

  private static final class Clip {
    private final FaceEntry entry;
    private final boolean forged;
    private final boolean copy;
    private final double[] sum = new double[TextureNetwork.MOVING];
    private final double[] square = new double[TextureNetwork.MOVING];
    private final List<float[]> frames = new ArrayList<>();
    private int count;

    private Clip(FaceEntry entry, boolean forged, boolean copy) {
      this.entry = entry;
      this.forged = forged;
      this.copy = copy;
    }

    /** What it is one of several clips of. */
    private String domain() {
      String made = copy ? "copy" : "clip";
      return forged && !copy
          ? "forged " + entry.method()
          : made + (forged ? " forged " : " real ") + entry.source();
    }
  }

  private record Picture(float[] values, boolean forged) {}

  private final int framesOfClip;
  private final double evenness;
  private final double picturesShare;
  private final double copiesShare;
  private final Map<String, Clip> clips = new LinkedHashMap<>();
  private final List<Picture> pictures = new ArrayList<>();

  TextureSamples(TextureConfiguration configuration) {
    framesOfClip = configuration.framesOfClip();
    evenness = configuration.evenness();
    picturesShare = configuration.picturesShare();
    copiesShare = configuration.copies().share();
  }

  /**
   * Adds a frame of a clip.
   *
   * @param clip names the person of the clip
   * @param values {@link TextureNetwork#MOVING} statistics
   */
  void addFrame(String clip, FaceEntry entry, float[] values) {
    add(
        clips.computeIfAbsent(clip, name -> new Clip(entry, entry.label() == Label.FAKE, false)),
        values);
  }

  /**
   * Adds a frame of a clip that we made.
   *
   * @param clip names it
   * @param entry a frame of the clip that it was made from
   * @param values {@link TextureNetwork#MOVING} statistics
   */
  void addCopy(String clip, FaceEntry entry, boolean forged, float[] values) {
    add(clips.computeIfAbsent(clip, name -> new Clip(entry, forged, true)), values);
  }

  private void add(Clip of, float[] values) {
    for (int i = 0; i < values.length; i++) {
      of.sum[i] += values[i];
      of.square[i] += (double) values[i] * values[i];
    }
    of.count++;
    if (of.frames.size() < framesOfClip) {
      of.frames.add(Arrays.copyOf(values, TextureNetwork.STILL));
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
  List<LinearDiscriminant.Sample> moving(List<String> splits) {
    List<LinearDiscriminant.Sample> samples = new ArrayList<>();
    weights(splits)
        .forEach(
            (clip, weight) -> {
              float[] mean = new float[clip.sum.length];
              for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (clip.sum[i] / clip.count);
              }
              samples.add(new LinearDiscriminant.Sample(mean, clip.forged, weight));
            });
    return samples;
  }

  /** Mean and deviation of the statistics of every person with enough frames, likewise. */
  List<LinearDiscriminant.Sample> track(List<String> splits) {
    List<LinearDiscriminant.Sample> samples = new ArrayList<>();
    weights(splits)
        .forEach(
            (clip, weight) -> {
              int size = clip.sum.length;
              float[] values = new float[2 * size];
              for (int i = 0; i < size; i++) {
                double mean = clip.sum[i] / clip.count;
                values[i] = (float) mean;
                values[size + i] =
                    (float) Math.sqrt(Math.max(0, clip.square[i] / clip.count - mean * mean));
              }
              if (clip.count >= TrackTexture.LEAST_FRAMES) {
                samples.add(new LinearDiscriminant.Sample(values, clip.forged, weight));
              }
            });
    return samples;
  }

  /** The statistics of single frames of some splits' clips, and of the pictures. */
  List<LinearDiscriminant.Sample> still(List<String> splits) {
    List<LinearDiscriminant.Sample> samples = new ArrayList<>();
    double[] sums = new double[2];
    weights(splits)
        .forEach(
            (clip, weight) -> {
              sums[clip.forged ? 1 : 0] += weight;
              for (float[] frame : clip.frames) {
                samples.add(
                    new LinearDiscriminant.Sample(frame, clip.forged, weight / clip.frames.size()));
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
                      new LinearDiscriminant.Sample(picture.values(), forged, all / count)));
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
        clips.values().stream().filter(clip -> splits.contains(clip.entry.split())).toList();
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
            weight / sums.get(part(clip)) * (clip.copy ? copiesShare : 1 - copiesShare));
    return weights;
  }

  private static String part(Clip clip) {
    return clip.forged + " " + clip.copy;
  }

  /** For messages. */
  String inWords() {
    long copies = clips.values().stream().filter(clip -> clip.copy).count();
    return String.format(
        Locale.ROOT,
        "%d people of clips, %d clips of our own, %d pictures",
        clips.size() - copies,
        copies,
        pictures.size());
  }
}
