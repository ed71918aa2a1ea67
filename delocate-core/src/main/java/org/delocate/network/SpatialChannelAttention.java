package org.delocate.network;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * Concurrent spatial and channel squeeze and excitation, "scSE" (Roy et al., 2018): channels
 * weighed by {@link SqueezeExcitation}, places weighed by a 1×1 convolution, and the two added.
 */
final class SpatialChannelAttention extends Module {

  private final SqueezeExcitation channels;
  private final Conv2dImpl places;

  SpatialChannelAttention(int channels, int reduction) {
    this.channels = register_module("channels", new SqueezeExcitation(channels, reduction));
    places = register_module("places", Layers.convolution(channels, 1, 1, 1, true));
  }

  /** {@code [B, C, H, W] -> [B, C, H, W]}. */
  Tensor forward(Tensor features) {
    Tensor weighed = features.mul(Layers.toFewChannels(places, features).sigmoid());
    return channels.forward(features).add(weighed);
  }
}
