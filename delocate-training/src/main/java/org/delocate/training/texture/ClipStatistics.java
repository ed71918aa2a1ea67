package org.delocate.training.texture;

import java.util.Arrays;
import java.util.List;

/**
 * What is known of one clip, or of one picture, once its faces were read.
 *
 * @param count faces that tell something; 0: none, and nothing else is known
 * @param mean of each statistic over these faces
 * @param deviation of each
 * @param frames the statistics of the first few faces by themselves
 */
record ClipStatistics(int count, float[] mean, float[] deviation, List<float[]> frames) {

  /**
   * Sums up.
   *
   * @param values of each face, all as long; may be empty
   * @param framesKept how many faces stand for themselves, at most
   * @param valuesKept how many values of each of those
   */
  static ClipStatistics of(List<float[]> values, int framesKept, int valuesKept) {
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
    List<float[]> frames =
        values.stream().limit(framesKept).map(face -> Arrays.copyOf(face, valuesKept)).toList();
    return new ClipStatistics(values.size(), means, deviations, frames);
  }
}
