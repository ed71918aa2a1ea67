package org.delocate.network;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * MobileNetV2's block (Sandler et al., 2018): widened by a 1×1 convolution, filtered channel by
 * channel, and narrowed without an activation; added to its input where the shape stays.
 */
final class InvertedResidual extends Module {

  private final Conv2dImpl expand;
  private final BatchNorm2dImpl expandNorm;
  private final MobilenetFilter depthwise;
  private final Conv2dImpl project;
  private final BatchNorm2dImpl projectNorm;
  private final boolean adds;

  /** With {@code expansion} 1, the block does not widen and has no first convolution. */
  InvertedResidual(int in, int out, int stride, int expansion) {
    int wide = in * expansion;
    adds = in == out && stride == 1;
    if (expansion == 1) {
      expand = null;
      expandNorm = null;
    } else {
      expand = register_module("expand", Layers.convolution(in, wide, 1, 1, false));
      expandNorm = register_module("expand_bn", MobilenetFilter.norm(wide));
    }
    depthwise = register_module("depthwise", new MobilenetFilter(wide, wide, stride, wide));
    project = register_module("project", Layers.convolution(wide, out, 1, 1, false));
    projectNorm = register_module("project_bn", MobilenetFilter.norm(out));
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}. */
  Tensor forward(Tensor features) {
    Tensor hidden = features;
    if (expand != null) {
      hidden = torch.relu6(expandNorm.forward(expand.forward(hidden)));
    }
    hidden = projectNorm.forward(project.forward(depthwise.forward(hidden)));
    return adds ? hidden.add(features) : hidden;
  }
}
