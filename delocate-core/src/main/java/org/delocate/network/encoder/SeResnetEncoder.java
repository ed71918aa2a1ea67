package org.delocate.network.encoder;

import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.layer.Layers;

/**
 * ResNet-18's encoder with squeeze-and-excitation in its blocks [reported]: 7×7 stem with stride 2,
 * 3×3 max-pool with stride 2, four stages of two blocks. Its layers are registered with the network
 * that owns it, whose checkpoints name them so.
 */
final class SeResnetEncoder implements LocalizationEncoder {

  private final Conv2dImpl stem;
  private final BatchNorm2dImpl stemNorm;
  private final List<ResidualBlock> stage1;
  private final List<ResidualBlock> stage2;
  private final List<ResidualBlock> stage3;
  private final List<ResidualBlock> stage4;

  SeResnetEncoder(LocalizationSettings sizes, Module owner) {
    int width = sizes.width();
    int reduction = sizes.reduction();
    stem = owner.register_module("conv1", Layers.convolution(INPUTS, width, 7, 2, false));
    stemNorm = owner.register_module("bn1", Layers.batchNorm(width));
    stage1 = stage(owner, "layer1", width, width, 1, reduction);
    stage2 = stage(owner, "layer2", width, 2 * width, 2, reduction);
    stage3 = stage(owner, "layer3", 2 * width, 4 * width, 2, reduction);
    stage4 = stage(owner, "layer4", 4 * width, 8 * width, 2, reduction);
  }

  static Channels channels(int width) {
    return new Channels(width, width, 2 * width, 4 * width, 8 * width, 8 * width, 4 * width);
  }

  private static List<ResidualBlock> stage(
      Module owner, String name, int in, int out, int stride, int reduction) {
    return List.of(
        owner.register_module(name + "_0", new ResidualBlock(in, out, stride, reduction)),
        owner.register_module(name + "_1", new ResidualBlock(out, out, 1, reduction)));
  }

  @Override
  public Pyramid forward(Tensor input) {
    Tensor half = stemNorm.forward(stem.forward(input)).relu_();
    Tensor pooled =
        torch.max_pool2d(
            half,
            new long[] {3, 3},
            new long[] {2, 2},
            new long[] {1, 1},
            new long[] {1, 1},
            false);
    Tensor quarter = run(stage1, pooled);
    Tensor eighth = run(stage2, quarter);
    Tensor sixteenth = run(stage3, eighth);
    Tensor deepest = run(stage4, sixteenth);
    return new Pyramid(half, quarter, eighth, sixteenth, deepest, deepest, sixteenth);
  }

  private static Tensor run(List<ResidualBlock> stage, Tensor features) {
    for (ResidualBlock block : stage) {
      features = block.forward(features);
    }
    return features;
  }
}
