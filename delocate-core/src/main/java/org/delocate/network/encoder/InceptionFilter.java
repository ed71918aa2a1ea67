package org.delocate.network.encoder;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;
import org.delocate.network.layer.Preparable;

/**
 * A convolution, a bias and ReLU of Inception v3. The batch normalisation that its authors trained
 * with is part of weights and bias here: with statistics of its own for every batch it would have
 * the network learn how cameras differ, and without it a step takes less time [ours].
 */
final class InceptionFilter extends Module implements Preparable {

  private final NormedConvolution filter;

  InceptionFilter(int in, int out, int height, int width, int stride) {
    filter =
        new NormedConvolution(
            register_module("conv", Layers.oblongConvolution(in, out, height, width, stride)),
            null,
            Activation.RELU);
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}. */
  Tensor forward(Tensor features) {
    return filter.forward(features);
  }

  @Override
  public void prepare(torch.ScalarType type) {
    filter.prepare(type);
  }
}
