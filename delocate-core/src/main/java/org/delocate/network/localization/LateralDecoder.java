package org.delocate.network.localization;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.encoder.LocalizationEncoder;
import org.delocate.network.layer.Layers;

/**
 * Paints at an eighth of the crop from the two deepest maps of an encoder, as feature pyramids do
 * (Lin et al., 2017): what a dense encoder's training can afford at every step [ours]. Its layers
 * are registered with the network that owns it.
 */
final class LateralDecoder implements MaskDecoder {

  private final Conv2dImpl fromEighth;
  private final Conv2dImpl fromSixteenth;
  private final Conv2dImpl joined;

  LateralDecoder(LocalizationEncoder.Channels seen, int width, Module owner) {
    fromEighth =
        owner.register_module("lateral3", Layers.convolution(seen.eighth(), width, 1, 1, true));
    fromSixteenth =
        owner.register_module("lateral4", Layers.convolution(seen.sixteenth(), width, 1, 1, true));
    joined = owner.register_module("joined", Layers.convolution(width, width, 3, 1, true));
  }

  /** {@code [B, width, S/8, S/8]}. */
  @Override
  public Tensor forward(LocalizationEncoder.Pyramid seen) {
    Tensor fine = fromEighth.forward(seen.eighth());
    Tensor coarse = fromSixteenth.forward(seen.sixteenth());
    Tensor both = fine.add(Layers.enlarge(coarse, fine.size(2), fine.size(3))).relu_();
    return joined.forward(both).relu_();
  }
}
