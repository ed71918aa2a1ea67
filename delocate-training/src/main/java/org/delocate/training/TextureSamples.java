package org.delocate.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.delocate.dataset.FaceEntry;
import org.delocate.dataset.Label;
import org.delocate.network.TextureNetwork;
import org.delocate.network.TrackTexture;

/** Statistics of clips and pictures, as the discriminants learn from them. */
final class TextureSamples {

  private static final class Clip {
    private final FaceEntry entry;
    private final double[] sum = new double[TextureNetwork.MOVING];
    private final double[] square = new double[TextureNetwork.MOVING];
    private final List<float[]> frames = new ArrayList<>();
    private int count;

    private Clip(FaceEntry entry) {
      this.entry = entry;
    }
  }

  private record Picture(float[] values, boolean forged) {}

  private final int framesOfClip;
  private final double evenness;
  private final double picturesShare;
  private final Map<String, Clip> clips = new LinkedHashMap<>();
  private final List<Picture> pictures = new ArrayList<>();

  TextureSamples(TextureConfiguration configuration) {
    framesOfClip = configuration.framesOfClip();
    evenness = configuration.evenness();
    picturesShare = configuration.picturesShare();
  }

  /**
   * Adds a frame of a clip.
   *
   * @param clip names the person of the clip
   * @param values {@link TextureNetwork#MOVING} statistics
   */
  void addFrame(String clip, FaceEntry entry, float[] values) {
    Clip of = clips.computeIfAbsent(clip, name -> new Clip(entry));
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
              samples.add(new LinearDiscriminant.Sample(mean, forged(clip), weight));
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
                samples.add(new LinearDiscriminant.Sample(values, forged(clip), weight));
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
              sums[forged(clip) ? 1 : 0] += weight;
              for (float[] frame : clip.frames) {
                samples.add(
                    new LinearDiscriminant.Sample(
                        frame, forged(clip), weight / clip.frames.size()));
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

  /** A clip counts less, the more of its page, or of its generator, there are. */
  private Map<Clip, Double> weights(List<String> splits) {
    Map<String, Integer> counts = new HashMap<>();
    List<Clip> chosen =
        clips.values().stream().filter(clip -> splits.contains(clip.entry.split())).toList();
    chosen.forEach(clip -> counts.merge(domain(clip), 1, Integer::sum));
    Map<Clip, Double> weights = new LinkedHashMap<>();
    chosen.forEach(clip -> weights.put(clip, Math.pow(counts.get(domain(clip)), -evenness)));
    return weights;
  }

  private static String domain(Clip clip) {
    return forged(clip) ? "forged " + clip.entry.method() : "real " + clip.entry.source();
  }

  private static boolean forged(Clip clip) {
    return clip.entry.label() == Label.FAKE;
  }

  /** For messages. */
  String inWords() {
    return clips.size() + " people of clips, " + pictures.size() + " pictures";
  }
}
