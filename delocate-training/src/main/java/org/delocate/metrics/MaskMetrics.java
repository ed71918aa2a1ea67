package org.delocate.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well painted masks fit the truth, over many pictures of any size. {@code NaN} where a number
 * has no meaning.
 *
 * <p>Pixel AUC and PBCA pool the pixels of all pictures. IoU and F1 are means over the pictures
 * whose truth is not empty: an empty truth has no overlap to measure; such pictures count in PBCA,
 * in IINC and in {@link #paintedShareOfReal}. A picture with a forged region and an empty
 * prediction has IoU 0 and F1 0. IINC is 0 where both are empty and 1 where just one is.
 */
public final class MaskMetrics {

  private MaskMetrics() {}

  /** Area under the ROC curve of the pixels of all pictures; exact for 8-bit masks. */
  public static double pixelAreaUnderRoc(List<MaskSample> samples) {
    long[] forged = new long[MaskSample.LEVELS];
    long[] real = new long[MaskSample.LEVELS];
    for (MaskSample sample : samples) {
      for (int level = 0; level < MaskSample.LEVELS; level++) {
        forged[level] += sample.forgedPixels()[level];
        real[level] += sample.realPixels()[level];
      }
    }
    double wins = 0;
    long realBelow = 0;
    long allForged = 0;
    for (int level = 0; level < MaskSample.LEVELS; level++) {
      wins += forged[level] * (realBelow + real[level] / 2.0);
      realBelow += real[level];
      allForged += forged[level];
    }
    return allForged == 0 || realBelow == 0 ? Double.NaN : wins / ((double) allForged * realBelow);
  }

  /** Mean IoU over pictures with a forged region. */
  public static double intersectionOverUnion(List<MaskSample> samples) {
    return meanOfForged(samples, MaskSample::intersectionOverUnion);
  }

  /** Mean F1 over pictures with a forged region. */
  public static double f1(List<MaskSample> samples) {
    return meanOfForged(samples, MaskSample::f1);
  }

  /** Pixel-wise binary accuracy (PBCA) over the pixels of all pictures. */
  public static double pixelAccuracy(List<MaskSample> samples) {
    long right = 0;
    long all = 0;
    for (MaskSample sample : samples) {
      long pixels = sample.pixels();
      right += pixels - sample.truth() - sample.predicted() + 2 * sample.both();
      all += pixels;
    }
    return all == 0 ? Double.NaN : (double) right / all;
  }

  /** Mean IINC over all pictures. */
  public static double iinc(List<MaskSample> samples) {
    return samples.stream().mapToDouble(MaskSample::iinc).average().orElse(Double.NaN);
  }

  /** Mean share of the picture that is painted as forged where nothing is. */
  public static double paintedShareOfReal(List<MaskSample> samples) {
    return samples.stream()
        .filter(sample -> !sample.forged())
        .mapToDouble(sample -> (double) sample.predicted() / sample.pixels())
        .average()
        .orElse(Double.NaN);
  }

  private static double meanOfForged(
      List<MaskSample> samples, ToDoubleFunction<MaskSample> measure) {
    return samples.stream()
        .filter(MaskSample::forged)
        .mapToDouble(measure)
        .average()
        .orElse(Double.NaN);
  }
}
