package org.delocate.network.encoder;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.SqueezeExcitation;

/**
 * ResNet-18's basic block (He et al., 2016): two 3×3 convolutions added to their input, which
 * passes a 1×1 convolution where the shape changes; on request with squeeze-and-excitation before
 * the sum.
 */
public final class ResidualBlock extends Module {

  private final Conv2dImpl firstConvolution;
  private final BatchNorm2dImpl firstNorm;
  private final Conv2dImpl secondConvolution;
  private final BatchNorm2dImpl secondNorm;
  private final SqueezeExcitation attention;
  private final int stride;
  private final Conv2dImpl shortcut;
  private final BatchNorm2dImpl shortcutNorm;

  /** A plain block. */
  public ResidualBlock(int in, int out, int stride) {
    this(in, out, stride, 0);
  }

  /** A block with squeeze-and-excitation, or without where {@code reduction} is 0. */
  ResidualBlock(int in, int out, int stride, int reduction) {
    this.stride = stride;
    firstConvolution = register_module("conv1", Layers.convolution(in, out, 3, stride, false));
    firstNorm = register_module("bn1", Layers.batchNorm(out));
    secondConvolution = register_module("conv2", Layers.convolution(out, out, 3, 1, false));
    secondNorm = register_module("bn2", Layers.batchNorm(out));
    attention =
        reduction == 0 ? null : register_module("se", new SqueezeExcitation(out, reduction));
    if (in == out && stride == 1) {
      shortcut = null;
      shortcutNorm = null;
    } else {
      shortcut = register_module("downsample_conv", Layers.convolution(in, out, 1, 1, false));
      shortcutNorm = register_module("downsample_bn", Layers.batchNorm(out));
    }
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}. */
  public Tensor forward(Tensor features) {
    Tensor hidden = firstNorm.forward(firstConvolution.forward(features)).relu_();
    hidden = secondNorm.forward(secondConvolution.forward(hidden));
    if (attention != null) {
      hidden = attention.forward(hidden);
    }
    Tensor kept =
        shortcut == null ? features : shortcutNorm.forward(shortcut.forward(thinned(features)));
    return hidden.add(kept).relu_();
  }

  /**
   * Every {@code stride}-th pixel. A 1×1 convolution of these is one with a stride; oneDNN's own,
   * with channels last and fewer than 16 of them, writes beyond its memory in the backward pass.
   */
  private Tensor thinned(Tensor features) {
    if (stride == 1) {
      return features;
    }
    LongOptional everything = new LongOptional();
    return features
        .slice(2, everything, everything, stride)
        .slice(3, everything, everything, stride);
  }
}
