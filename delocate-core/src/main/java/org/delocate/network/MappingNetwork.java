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
 * 2, 2, 2; its stem is 3×3 with stride 1 and nothing is max-pooled, so the first stage sees every
 * pixel; and it ends in a head that climbs back up (3×3 convolution, bilinear enlargement, plus the
 * stage of that size) to a face-shaped map [ours]. The map is a correction: {@code M(x) = x +
 * tanh(head(x))}. The last layer starts at zero, so that training starts at {@code M(x) = x}, where
 * the discrepancy is the plain recovery error [ours].
 */
public final class MappingNetwork extends Module {

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
    stem = register_module("conv1", Layers.convolution(3, width, 3, 1, false));
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
    toFace = register_module("to_face", Layers.convolution(width, 3, 3, 1, true));
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
    Tensor input = Normalization.centred(Layers.channelsLast(images));
    Tensor full = run(stage1, stemNorm.forward(stem.forward(input)).relu_()); // [B, w, S, S]
    Tensor half = run(stage2, full); // [B, 2w, S/2, S/2]
    Tensor quarter = run(stage3, half); // [B, 4w, S/4, S/4]
    Tensor eighth = run(stage4, quarter); // [B, 8w, S/8, S/8]
    Tensor features = climb(eighth, quarter, up3, upNorm3);
    features = climb(features, half, up2, upNorm2);
    features = climb(features, full, up1, upNorm1);
    return images.add(Layers.toFewChannels(toFace, features).tanh());
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
