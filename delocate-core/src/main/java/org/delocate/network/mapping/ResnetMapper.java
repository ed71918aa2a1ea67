package org.delocate.network.mapping;

import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.ResidualBlock;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Normalization;

/**
 * A modified ResNet-18 [paper]. Ours keeps the four stages of two basic blocks, with strides 1, 2,
 * 2, 2; its stem is 3×3 with stride 1 and nothing is max-pooled, so no detail is thrown away; and
 * it climbs back up (3×3 convolution, bilinear enlargement, plus the stage of that size) [ours].
 * The stem may see blocks of pixels: {@code k × k} pixels become the channels of one place (pixel
 * unshuffle), which loses nothing and makes every layer {@code k²} times cheaper [ours]. Its layers
 * are registered with the network that owns it, whose checkpoints name them so.
 */
final class ResnetMapper implements Mapper {

  private final int block;
  private final Conv2dImpl stem;
  private final BatchNorm2dImpl stemNorm;
  private final List<ResidualBlock> stage1;
  private final List<ResidualBlock> stage2;
  private final List<ResidualBlock> stage3;
  private final List<ResidualBlock> stage4;
  private final Climb up3;
  private final Climb up2;
  private final Climb up1;

  ResnetMapper(MappingSettings sizes, Module owner) {
    int width = sizes.width();
    block = sizes.pixelBlock();
    stem = owner.register_module("conv1", Layers.convolution(sizes.colours(), width, 3, 1, false));
    stemNorm = owner.register_module("bn1", Layers.batchNorm(width));
    stage1 = stage(owner, "layer1", width, width, 1);
    stage2 = stage(owner, "layer2", width, 2 * width, 2);
    stage3 = stage(owner, "layer3", 2 * width, 4 * width, 2);
    stage4 = stage(owner, "layer4", 4 * width, 8 * width, 2);
    up3 = climb(owner, "up3", 8 * width, 4 * width);
    up2 = climb(owner, "up2", 4 * width, 2 * width);
    up1 = climb(owner, "up1", 2 * width, width);
  }

  private static List<ResidualBlock> stage(Module owner, String name, int in, int out, int stride) {
    return List.of(
        owner.register_module(name + "_0", new ResidualBlock(in, out, stride)),
        owner.register_module(name + "_1", new ResidualBlock(out, out, 1)));
  }

  private static Climb climb(Module owner, String name, int coarse, int fine) {
    return new Climb(
        owner.register_module(name, Layers.convolution(coarse, fine, 3, 1, false)),
        owner.register_module(name + "_bn", Layers.batchNorm(fine)));
  }

  @Override
  public Tensor forward(Tensor images) {
    Tensor blocks = torch.pixel_unshuffle(Normalization.centred(images), block);
    Tensor input = Layers.channelsLast(blocks); // [B, 3k², S/k, S/k]
    Tensor first = run(stage1, stemNorm.forward(stem.forward(input)).relu_()); // [B, w, S/k, S/k]
    Tensor second = run(stage2, first); // [B, 2w, S/2k, S/2k]
    Tensor third = run(stage3, second); // [B, 4w, S/4k, S/4k]
    Tensor fourth = run(stage4, third); // [B, 8w, S/8k, S/8k]
    return up1.forward(up2.forward(up3.forward(fourth, third), second), first);
  }

  private static Tensor run(List<ResidualBlock> stage, Tensor features) {
    for (ResidualBlock residual : stage) {
      features = residual.forward(features);
    }
    return features;
  }

  /** One step up. */
  private record Climb(Conv2dImpl convolution, BatchNorm2dImpl norm) {

    /** The convolution comes before the enlargement, where it costs a quarter. */
    Tensor forward(Tensor coarse, Tensor fine) {
      Tensor narrowed = norm.forward(convolution.forward(coarse));
      return Layers.enlarge(narrowed, fine.size(2), fine.size(3)).add(fine).relu_();
    }
  }
}
