package org.delocate.metrics;

/**
 * What one picture contributes to the localization metrics: counts, so that the pictures themselves
 * need not be kept.
 *
 * @param key identifies it
 * @param group the unit that the bootstrap draws
 * @param truth forged pixels of the truth
 * @param predicted pixels painted as forged
 * @param both pixels that are both
 * @param forgedPixels how many forged pixels have each of the {@link #LEVELS} probabilities
 * @param realPixels how many other pixels have each
 */
public record MaskSample(
    String key,
    String group,
    long truth,
    long predicted,
    long both,
    int[] forgedPixels,
    int[] realPixels) {

  /** Probabilities are counted in 8-bit steps, as the mask pictures keep them. */
  public static final int LEVELS = 256;

  /** Probability from which a pixel counts as painted, unless said otherwise. */
  public static final double THRESHOLD = 0.5;

  /**
   * Compares one picture with its truth. A pixel is forged in the truth from 0.5 up.
   *
   * @param truth forgery mask, 0 to 1; all zero for a real face
   * @param prediction probability per pixel, 0 to 1, as long as the truth
   * @param threshold probability from which a predicted pixel counts as painted
   * @throws IllegalArgumentException if the sizes differ or a value is outside 0 to 1
   */
  public static MaskSample of(
      String key, String group, float[] truth, float[] prediction, double threshold) {
    if (truth.length != prediction.length || truth.length == 0) {
      throw new IllegalArgumentException(
          "a mask of " + truth.length + " pixels against one of " + prediction.length);
    }
    int[] forgedPixels = new int[LEVELS];
    int[] realPixels = new int[LEVELS];
    long forged = 0;
    long painted = 0;
    long both = 0;
    for (int i = 0; i < truth.length; i++) {
      if (!(prediction[i] >= 0 && prediction[i] <= 1)) {
        throw new IllegalArgumentException("pixel " + i + " has probability " + prediction[i]);
      }
      boolean isForged = truth[i] >= 0.5f;
      boolean isPainted = prediction[i] >= threshold;
      (isForged ? forgedPixels : realPixels)[Math.round(prediction[i] * (LEVELS - 1))]++;
      forged += isForged ? 1 : 0;
      painted += isPainted ? 1 : 0;
      both += isForged && isPainted ? 1 : 0;
    }
    return new MaskSample(key, group, forged, painted, both, forgedPixels, realPixels);
  }

  /**
   * The same picture with another threshold, exact to the 8-bit steps in which probabilities are
   * counted.
   *
   * @param level pixels of this step and above count as painted, 0 to {@link #LEVELS}
   */
  public MaskSample paintedFrom(int level) {
    long painted = 0;
    long hits = 0;
    for (int i = level; i < LEVELS; i++) {
      painted += forgedPixels[i] + realPixels[i];
      hits += forgedPixels[i];
    }
    return new MaskSample(key, group, truth, painted, hits, forgedPixels, realPixels);
  }

  /**
   * The same picture with all probabilities multiplied by the same, rounded to 8-bit steps; what is
   * painted stays so.
   *
   * @param factor 0 to 1
   */
  public MaskSample times(double factor) {
    return new MaskSample(
        key, group, truth, predicted, both, times(forgedPixels, factor), times(realPixels, factor));
  }

  private static int[] times(int[] pixels, double factor) {
    int[] scaled = new int[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      scaled[(int) Math.round(level * factor)] += pixels[level];
    }
    return scaled;
  }

  /** Whether anything is forged in the truth. */
  public boolean forged() {
    return truth > 0;
  }

  /** All pixels of the picture. */
  public long pixels() {
    long pixels = 0;
    for (int level = 0; level < LEVELS; level++) {
      pixels += forgedPixels[level] + realPixels[level];
    }
    return pixels;
  }

  /** Overlap over union; 1 where both are empty. */
  public double intersectionOverUnion() {
    long union = truth + predicted - both;
    return union == 0 ? 1 : (double) both / union;
  }

  /** Harmonic mean of precision and recall; 1 where both are empty. */
  public double f1() {
    return truth + predicted == 0 ? 1 : 2.0 * both / (truth + predicted);
  }

  /** Inverse intersection non-containment (Dang et al., 2020), 0 to 1, lower is better. */
  public double iinc() {
    if (truth == 0 && predicted == 0) {
      return 0;
    }
    if (truth == 0 || predicted == 0) {
      return 1;
    }
    return (3 - intersectionOverUnion() - (double) both / truth - (double) both / predicted) / 3;
  }
}
