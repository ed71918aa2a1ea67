package org.delocate.training.texture;

import java.util.List;

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
    List<float[]> frames = views.stream().flatMap(view -> view.frames.stream()).toList();
    return new ClipStatistics(count, means, deviations, frames);
  }
}
