package org.delocate.network.layer;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Concurrent spatial and channel squeeze and excitation, "scSE" (Roy et al., 2018): channels
 * weighed by {@link SqueezeExcitation}, places weighed by a 1×1 convolution, and the two added.
 */
public final class SpatialChannelAttention extends Module implements Preparable {

  private final SqueezeExcitation channels;
  private final Conv2dImpl places;

  public SpatialChannelAttention(int channels, int reduction) {
    this.channels = register_module("channels", new SqueezeExcitation(channels, reduction));
    places = register_module("places", Layers.convolution(channels, 1, 1, 1, true));
  }

  /** {@code [B, C, H, W] -> [B, C, H, W]}. */
  public Tensor forward(Tensor features) {
    try (Intermediates passing = new Intermediates()) {
      Tensor ofPlaces = Layers.toFewChannels(places, features).sigmoid();
      return passing.keep(
          torch.addcmul(features.mul(ofPlaces), features, channels.weights(features)));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    channels.prepare(type);
  }
}
