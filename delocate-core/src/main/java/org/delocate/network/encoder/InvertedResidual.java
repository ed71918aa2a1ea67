package org.delocate.network.encoder;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;
import org.delocate.network.layer.Preparable;

/**
 * MobileNetV2's block (Sandler et al., 2018): widened by a 1×1 convolution, filtered channel by
 * channel, and narrowed without an activation; added to its input where the shape stays.
 */
final class InvertedResidual extends Module implements Preparable {

  private final NormedConvolution expand;
  private final MobilenetFilter depthwise;
  private final NormedConvolution project;
  private final boolean adds;

  /** With {@code expansion} 1, the block does not widen and has no first convolution. */
  InvertedResidual(int in, int out, int stride, int expansion) {
    int wide = in * expansion;
    adds = in == out && stride == 1;
    if (expansion == 1) {
      expand = null;
    } else {
      expand = pointwise("expand", in, wide, Activation.RELU6);
    }
    depthwise = register_module("depthwise", new MobilenetFilter(wide, wide, stride, wide));
    project = pointwise("project", wide, out, Activation.NONE);
  }

  private NormedConvolution pointwise(String name, int in, int out, Activation activation) {
    return new NormedConvolution(
        register_module(name, Layers.convolution(in, out, 1, 1, false)),
        register_module(name + "_bn", MobilenetFilter.norm(out)),
        activation);
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}. */
  Tensor forward(Tensor features) {
    try (Intermediates passing = new Intermediates()) {
      Tensor hidden = expand == null ? features : expand.forward(features);
      hidden = project.forward(depthwise.forward(hidden));
      return passing.keep(adds ? hidden.add(features) : hidden);
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    if (expand != null) {
      expand.prepare(type);
    }
    depthwise.prepare(type);
    project.prepare(type);
  }
}
