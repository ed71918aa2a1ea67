package org.delocate.network;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * Weighs channels by what the whole map shows (Hu et al., 2018): global mean, two 1×1 convolutions,
 * sigmoid.
 */
final class SqueezeExcitation extends Module {

  private final Conv2dImpl squeeze;
  private final Conv2dImpl excite;

  SqueezeExcitation(int channels, int reduction) {
    int squeezed = Math.max(1, channels / reduction);
    squeeze = register_module("squeeze", Layers.convolution(channels, squeezed, 1, 1, true));
    excite = register_module("excite", Layers.convolution(squeezed, channels, 1, 1, true));
  }

  /** {@code [B, C, H, W] -> [B, C, H, W]}. */
  Tensor forward(Tensor features) {
    Tensor weights = excite.forward(squeeze.forward(Layers.globalMean(features)).relu()).sigmoid();
    return features.mul(weights);
  }
}
