package org.delocate.network;

import java.util.ArrayList;
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
 * <p>It looks with a {@linkplain ResnetTrunk modified ResNet-18} [paper] or a {@linkplain
 * MobilenetTrunk MobileNetV2} [ours], and ends in a head that climbs back up (3×3 convolution,
 * bilinear enlargement, plus the trunk's map of that size) to a face-shaped map [ours]. The head
 * gives blocks of {@code k × k} pixels as the channels of one place and shuffles them back. The map
 * is a correction: {@code M(x) = x + tanh(head(x))}. The last layer starts at zero, so that
 * training starts at {@code M(x) = x}, where the discrepancy is the plain recovery error [ours].
 */
public final class MappingNetwork extends Module {

  private final int block;
  private final MappingTrunk trunk;
  private final List<Climb> climbs;
  private final Conv2dImpl toFace;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public MappingNetwork(NetworkConfiguration configuration) {
    NetworkConfiguration.Mapping sizes = configuration.mapping();
    block = sizes.pixelBlock();
    trunk = MappingTrunk.of(sizes, this);
    List<Integer> channels = MappingTrunk.channels(sizes);
    climbs = new ArrayList<>();
    for (int level = channels.size() - 1; level > 0; level--) {
      int to = channels.get(level - 1);
      Conv2dImpl convolution = Layers.convolution(channels.get(level), to, 3, 1, false);
      climbs.add(
          new Climb(
              register_module("up" + level, convolution),
              register_module("up" + level + "_bn", Layers.batchNorm(to))));
    }
    toFace =
        register_module(
            "to_face", Layers.convolution(channels.get(0), sizes.colours(), 3, 1, true));
    torch.zeros_(toFace.weight());
  }

  /**
   * Maps faces.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @return {@code [B, 3, S, S]}, within 1 of the input
   */
  public Tensor forward(Tensor images) {
    List<Tensor> seen = trunk.forward(images);
    int level = seen.size() - 1;
    Tensor features = seen.get(level);
    for (Climb climb : climbs) {
      features = climb.forward(features, seen.get(--level));
    }
    Tensor correction = Layers.toFewChannels(toFace, features).tanh();
    return images.add(torch.pixel_shuffle(correction, block));
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
