package org.delocate.network;

import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The mapping module [paper]: maps a real face to what stage 1 recovers of it, and a forged face
 * away from that.
 *
 * <p>A modified ResNet-18 [paper]. Ours keeps the four stages of two basic blocks, with strides 1,
 * 2, 2, 2; its stem is 3×3 with stride 1 and nothing is max-pooled, so no detail is thrown away;
 * and it ends in a head that climbs back up (3×3 convolution, bilinear enlargement, plus the stage
 * of that size) to a face-shaped map [ours]. The stem may see blocks of pixels: {@code k × k}
 * pixels become the channels of one place (pixel unshuffle; the head shuffles them back), which
 * loses nothing and makes every layer {@code k²} times cheaper [ours]. The map is a correction:
 * {@code M(x) = x + tanh(head(x))}. The last layer starts at zero, so that training starts at
 * {@code M(x) = x}, where the discrepancy is the plain recovery error [ours].
 */
public final class MappingNetwork extends Module {

  private final int block;
  private final Conv2dImpl stem;
  private final BatchNorm2dImpl stemNorm;
  private final List<ResidualBlock> stage1;
  private final List<ResidualBlock> stage2;
  private final List<ResidualBlock> stage3;
  private final List<ResidualBlock> stage4;
  private final Conv2dImpl up3;
  private final BatchNorm2dImpl upNorm3;
  private final Conv2dImpl up2;
  private final BatchNorm2dImpl upNorm2;
  private final Conv2dImpl up1;
  private final BatchNorm2dImpl upNorm1;
  private final Conv2dImpl toFace;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public MappingNetwork(NetworkConfiguration configuration) {
    int width = configuration.mapping().width();
    block = configuration.mapping().pixelBlock();
    int colours = 3 * block * block;
    stem = register_module("conv1", Layers.convolution(colours, width, 3, 1, false));
    stemNorm = register_module("bn1", Layers.batchNorm(width));
    stage1 = stage("layer1", width, width, 1);
    stage2 = stage("layer2", width, 2 * width, 2);
    stage3 = stage("layer3", 2 * width, 4 * width, 2);
    stage4 = stage("layer4", 4 * width, 8 * width, 2);
    up3 = register_module("up3", Layers.convolution(8 * width, 4 * width, 3, 1, false));
    upNorm3 = register_module("up3_bn", Layers.batchNorm(4 * width));
    up2 = register_module("up2", Layers.convolution(4 * width, 2 * width, 3, 1, false));
    upNorm2 = register_module("up2_bn", Layers.batchNorm(2 * width));
    up1 = register_module("up1", Layers.convolution(2 * width, width, 3, 1, false));
    upNorm1 = register_module("up1_bn", Layers.batchNorm(width));
    toFace = register_module("to_face", Layers.convolution(width, colours, 3, 1, true));
    torch.zeros_(toFace.weight());
  }

  private List<ResidualBlock> stage(String name, int in, int out, int stride) {
    return List.of(
        register_module(name + "_0", new ResidualBlock(in, out, stride)),
        register_module(name + "_1", new ResidualBlock(out, out, 1)));
  }

  /**
   * Maps faces.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @return {@code [B, 3, S, S]}, within 1 of the input
   */
  public Tensor forward(Tensor images) {
    Tensor blocks = torch.pixel_unshuffle(Normalization.centred(images), block);
    Tensor input = Layers.channelsLast(blocks); // [B, 3k², S/k, S/k]
    Tensor first = run(stage1, stemNorm.forward(stem.forward(input)).relu_()); // [B, w, S/k, S/k]
    Tensor second = run(stage2, first); // [B, 2w, S/2k, S/2k]
    Tensor third = run(stage3, second); // [B, 4w, S/4k, S/4k]
    Tensor fourth = run(stage4, third); // [B, 8w, S/8k, S/8k]
    Tensor features = climb(fourth, third, up3, upNorm3);
    features = climb(features, second, up2, upNorm2);
    features = climb(features, first, up1, upNorm1);
    Tensor correction = Layers.toFewChannels(toFace, features).tanh();
    return images.add(torch.pixel_shuffle(correction, block));
  }

  private static Tensor run(List<ResidualBlock> stage, Tensor features) {
    for (ResidualBlock block : stage) {
      features = block.forward(features);
    }
    return features;
  }

  /** The convolution comes before the enlargement, where it costs a quarter. */
  private static Tensor climb(
      Tensor coarse, Tensor fine, Conv2dImpl convolution, BatchNorm2dImpl norm) {
    Tensor narrowed = norm.forward(convolution.forward(coarse));
    return Layers.enlarge(narrowed, fine.size(2), fine.size(3)).add(fine).relu_();
  }
}
