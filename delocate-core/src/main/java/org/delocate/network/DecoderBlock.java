package org.delocate.network;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** One step up the U-Net: enlarge, join the encoder's map, convolve twice, attend (scSE). */
final class DecoderBlock extends Module {

  private final Conv2dImpl firstConvolution;
  private final BatchNorm2dImpl firstNorm;
  private final Conv2dImpl secondConvolution;
  private final BatchNorm2dImpl secondNorm;
  private final SpatialChannelAttention attention;

  DecoderBlock(int coarse, int skip, int out, int reduction) {
    firstConvolution =
        register_module("conv1", Layers.convolution(coarse + skip, out, 3, 1, false));
    firstNorm = register_module("bn1", Layers.batchNorm(out));
    secondConvolution = register_module("conv2", Layers.convolution(out, out, 3, 1, false));
    secondNorm = register_module("bn2", Layers.batchNorm(out));
    attention = register_module("scse", new SpatialChannelAttention(out, reduction));
  }

  /** {@code [B, coarse, H, W], [B, skip, 2H, 2W] -> [B, out, 2H, 2W]}. */
  Tensor forward(Tensor coarse, Tensor skip) {
    Tensor enlarged = Layers.enlarge(coarse, skip.size(2), skip.size(3));
    Tensor joined = Layers.beside(enlarged, skip);
    Tensor hidden = firstNorm.forward(firstConvolution.forward(joined)).relu_();
    hidden = secondNorm.forward(secondConvolution.forward(hidden)).relu_();
    return attention.forward(hidden);
  }
}
