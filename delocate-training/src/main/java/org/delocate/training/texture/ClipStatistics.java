package org.delocate.training.texture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is known of one clip, or of one picture, once its faces were read.
 *
 * @param count faces that tell something of how they move; 0: none, and no mean is known
 * @param mean of each statistic over these faces
 * @param deviation of each
 * @param frames what the first few faces show by themselves
 */
record ClipStatistics(int count, float[] mean, float[] deviation, List<float[]> frames) {

  private static final float[] NONE = {};

  /**
   * Sums up.
   *
   * @param values of each face, all as long; may be empty
   */
  static ClipStatistics of(List<float[]> values) {
    int size = values.isEmpty() ? 0 : values.get(0).length;
    double[] sum = new double[size];
    double[] square = new double[size];
    for (float[] face : values) {
      for (int i = 0; i < size; i++) {
        sum[i] += face[i];
        square[i] += (double) face[i] * face[i];
      }
    }
    float[] means = new float[size];
    float[] deviations = new float[size];
    for (int i = 0; i < size; i++) {
      double mean = sum[i] / values.size();
      means[i] = (float) mean;
      deviations[i] = (float) Math.sqrt(Math.max(0, square[i] / values.size() - mean * mean));
    }
    return new ClipStatistics(values.size(), means, deviations, List.of());
  }

  /** Of faces by themselves. */
  static ClipStatistics ofFrames(List<float[]> values) {
    return new ClipStatistics(0, NONE, NONE, values);
  }

  /** What several views of the same faces tell, one after the other, and their frames. */
  static ClipStatistics joined(List<ClipStatistics> views) {
    int size = views.stream().mapToInt(view -> view.mean.length).sum();
    int count = views.stream().mapToInt(ClipStatistics::count).max().orElse(0);
    float[] means = new float[size];
    float[] deviations = new float[size];
    int from = 0;
    for (ClipStatistics view : views) {
      System.arraycopy(view.mean, 0, means, from, view.mean.length);
      System.arraycopy(view.deviation, 0, deviations, from, view.mean.length);
      from += view.mean.length;
    }
    return new ClipStatistics(count, means, deviations, joinedFrames(views));
  }

  /** Frame by frame where every view has frames; otherwise those of the views that have some. */
  private static List<float[]> joinedFrames(List<ClipStatistics> views) {
    int frames = views.get(0).frames.size();
    if (views.stream().anyMatch(view -> view.frames.size() != frames)) {
      return views.stream().flatMap(view -> view.frames.stream()).toList();
    }
    return IntStream.range(0, frames)
        .mapToObj(i -> beside(views.stream().map(view -> view.frames.get(i)).toList()))
        .toList();
  }

  private static float[] beside(List<float[]> values) {
    float[] all = new float[values.stream().mapToInt(own -> own.length).sum()];
    int from = 0;
    for (float[] own : values) {
      System.arraycopy(own, 0, all, from, own.length);
      from += own.length;
    }
    return all;
  }
}
