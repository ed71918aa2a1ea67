package org.delocate.network.layer;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The one scaling of pixels in front of every network: 0..1 becomes -1..1 (mean 0.5, std 0.5). */
public final class Normalization {

  // No constants of native numbers: the scope that is open when the class loads would free them.

  private Normalization() {}

  public static Tensor centred(Tensor pixels) {
    return pixels.sub(new Scalar(0.5)).mul(new Scalar(2.0));
  }
}
