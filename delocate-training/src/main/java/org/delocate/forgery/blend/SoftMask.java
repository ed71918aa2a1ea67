package org.delocate.forgery.blend;

import java.util.random.RandomGenerator;
import org.delocate.dataset.mask.Plane;
import org.delocate.dataset.mask.Region;

/**
 * The weight with which a forger blends, from the region that it means to replace: smoothed, cut
 * back to where it is whole, and smoothed again, so that it falls to 0 inside the region (as in
 * Shiohara and Yamasaki, CVPR 2022).
 *
 * @param first standard deviation of the first smoothing, a fraction of the face's width
 * @param second standard deviation of the second
 */
public record SoftMask(double first, double second) {

  /** Softness by chance: from almost a cut to a wide feather. */
  public static SoftMask random(RandomGenerator random) {
    return new SoftMask(random.nextDouble(0.005, 0.03), random.nextDouble(0.005, 0.035));
  }

  /**
   * Weights of 0 to 1. Values that would change no pixel are 0.
   *
   * @param faceWidth in pixels
   */
  public float[] of(Region region, double faceWidth) {
    Plane soft =
        region
            .toPlane()
            .blurred(first * faceWidth)
            .above(0.9)
            .toPlane()
            .blurred(second * faceWidth);
    float[] weights = soft.values().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] < 0.02f ? 0f : Math.min(1f, weights[i]);
    }
    return weights;
  }

  /**
   * As {@link #of}, and 0 everywhere outside the region: for a region beyond which there is nothing
   * to blend with.
   */
  public float[] within(Region region, double faceWidth) {
    // The second smoothing reaches about two deviations out, the cut back goes 1.3 of the first in.
    double inwards = Math.max(0, 2 * second - 1.28 * first) * faceWidth;
    float[] weights = of(region.eroded(inwards), faceWidth);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = region.inside()[i] ? weights[i] : 0f;
    }
    return weights;
  }
}
