package org.delocate.network;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * A convolution, a bias and ReLU of Inception v3. The batch normalisation that its authors trained
 * with is part of weights and bias here: with statistics of its own for every batch it would have
 * the network learn how cameras differ, and without it a step takes less time [ours].
 */
final class InceptionFilter extends Module {

  private final Conv2dImpl convolution;

  InceptionFilter(int in, int out, int height, int width, int stride) {
    convolution = register_module("conv", Layers.oblongConvolution(in, out, height, width, stride));
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}. */
  Tensor forward(Tensor features) {
    return convolution.forward(features).relu_();
  }
}
