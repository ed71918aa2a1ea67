package org.delocate.network.encoder;

import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;
import org.delocate.network.layer.Preparable;

/**
 * A 3×3 convolution, batch normalisation and ReLU6 of MobileNetV2.
 *
 * <p>With stride 2 it adds its border of zeros on the right and below only, as the networks of
 * TensorFlow do: weights that were learnt so would see pixels half a step aside otherwise.
 */
final class MobilenetFilter extends Module implements Preparable {

  private final NormedConvolution filter;
  private final boolean halves;

  MobilenetFilter(int in, int out, int stride, int groups) {
    halves = stride == 2;
    Conv2dImpl convolution =
        register_module(
            "conv", Layers.groupedConvolution(in, out, 3, stride, halves ? 0 : 1, groups));
    filter = new NormedConvolution(convolution, register_module("bn", norm(out)), Activation.RELU6);
  }

  /** Batch normalisation with MobileNetV2's epsilon. */
  static BatchNorm2dImpl norm(int channels) {
    return Layers.batchNorm(channels, MobilenetPlan.EPSILON);
  }

  /** {@code [B, in, H, W] -> [B, out, H / stride, W / stride]}; with stride 2 of even sides. */
  Tensor forward(Tensor features) {
    if (!halves) {
      return filter.forward(features);
    }
    try (Intermediates passing = new Intermediates()) {
      return passing.keep(
          filter.forward(
              torch.constant_pad_nd(features, new long[] {0, 1, 0, 1}, new Scalar(0.0))));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    filter.prepare(type);
  }
}
