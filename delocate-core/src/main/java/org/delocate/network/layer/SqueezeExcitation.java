package org.delocate.network.layer;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;

/**
 * Weighs channels by what the whole map shows (Hu et al., 2018): global mean, two 1×1 convolutions,
 * sigmoid.
 */
public final class SqueezeExcitation extends Module implements Preparable {

  private final NormedConvolution squeeze;
  private final NormedConvolution excite;

  public SqueezeExcitation(int channels, int reduction) {
    int squeezed = Math.max(1, channels / reduction);
    squeeze =
        new NormedConvolution(
            register_module("squeeze", Layers.convolution(channels, squeezed, 1, 1, true)),
            null,
            Activation.RELU);
    excite =
        new NormedConvolution(
            register_module("excite", Layers.convolution(squeezed, channels, 1, 1, true)),
            null,
            Activation.NONE);
  }

  /** {@code [B, C, H, W] -> [B, C, H, W]}. */
  public Tensor forward(Tensor features) {
    return features.mul(weights(features));
  }

  /** {@code [B, C, H, W] -> [B, C, 1, 1]}, 0 to 1. */
  Tensor weights(Tensor features) {
    try (Intermediates passing = new Intermediates()) {
      Tensor squeezed = squeeze.forward(Layers.globalMean(features));
      return passing.keep(excite.forward(squeezed).sigmoid());
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    squeeze.prepare(type);
    excite.prepare(type);
  }
}
