package org.delocate.network.localization;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;
import org.delocate.network.layer.Preparable;
import org.delocate.network.layer.SpatialChannelAttention;

/** One step up the U-Net: enlarge, join the encoder's map, convolve twice, attend (scSE). */
final class DecoderBlock extends Module implements Preparable {

  private final NormedConvolution first;
  private final NormedConvolution second;
  private final SpatialChannelAttention attention;

  DecoderBlock(int coarse, int skip, int out, int reduction) {
    first =
        new NormedConvolution(
            register_module("conv1", Layers.convolution(coarse + skip, out, 3, 1, false)),
            register_module("bn1", Layers.batchNorm(out)),
            Activation.RELU);
    second =
        new NormedConvolution(
            register_module("conv2", Layers.convolution(out, out, 3, 1, false)),
            register_module("bn2", Layers.batchNorm(out)),
            Activation.RELU);
    attention = register_module("scse", new SpatialChannelAttention(out, reduction));
  }

  /** {@code [B, coarse, H, W], [B, skip, 2H, 2W] -> [B, out, 2H, 2W]}. */
  Tensor forward(Tensor coarse, Tensor skip) {
    try (Intermediates passing = new Intermediates()) {
      Tensor enlarged = Layers.enlarge(coarse, skip.size(2), skip.size(3));
      Tensor joined = Layers.beside(enlarged, skip);
      return passing.keep(attention.forward(second.forward(first.forward(joined))));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    first.prepare(type);
    second.prepare(type);
    attention.prepare(type);
  }
}
