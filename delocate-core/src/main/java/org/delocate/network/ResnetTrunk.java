package org.delocate.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A modified ResNet-18 [paper]. Ours keeps the four stages of two basic blocks, with strides 1, 2,
 * 2, 2; its stem is 3×3 with stride 1 and nothing is max-pooled, so no detail is thrown away. The
 * stem may see blocks of pixels: {@code k × k} pixels become the channels of one place (pixel
 * unshuffle), which loses nothing and makes every layer {@code k²} times cheaper [ours]. Its layers
 * are registered with the network that owns it, whose checkpoints name them so.
 */
final class ResnetTrunk implements MappingTrunk {

  private final int block;
  private final Conv2dImpl stem;
  private final BatchNorm2dImpl stemNorm;
  private final List<List<ResidualBlock>> stages;

  ResnetTrunk(NetworkConfiguration.Mapping sizes, Module owner) {
    int width = sizes.width();
    block = sizes.pixelBlock();
    stem = owner.register_module("conv1", Layers.convolution(sizes.colours(), width, 3, 1, false));
    stemNorm = owner.register_module("bn1", Layers.batchNorm(width));
    stages =
        List.of(
            stage(owner, "layer1", width, width, 1),
            stage(owner, "layer2", width, 2 * width, 2),
            stage(owner, "layer3", 2 * width, 4 * width, 2),
            stage(owner, "layer4", 4 * width, 8 * width, 2));
  }

  private static List<ResidualBlock> stage(Module owner, String name, int in, int out, int stride) {
    return List.of(
        owner.register_module(name + "_0", new ResidualBlock(in, out, stride)),
        owner.register_module(name + "_1", new ResidualBlock(out, out, 1)));
  }

  static List<Integer> channels(int width) {
    return List.of(width, 2 * width, 4 * width, 8 * width);
  }

  @Override
  public List<Tensor> forward(Tensor images) {
    Tensor blocks = torch.pixel_unshuffle(Normalization.centred(images), block);
    Tensor features = stemNorm.forward(stem.forward(Layers.channelsLast(blocks))).relu_();
    List<Tensor> maps = new ArrayList<>();
    for (List<ResidualBlock> stage : stages) {
      for (ResidualBlock residual : stage) {
        features = residual.forward(features);
      }
      maps.add(features);
    }
    return maps;
  }
}
