package org.delocate.network.mapping;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.MappingSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Preparable;

/**
 * The mapping module [paper]: maps a real face to what stage 1 recovers of it, and a forged face
 * away from that.
 *
 * <p>It is a {@linkplain ResnetMapper modified ResNet-18} [paper] or a {@linkplain UnetMapper U-Net
 * with MobileNetV2} [ours], and ends in a convolution that gives blocks of {@code k × k} pixels as
 * the channels of one place, which are shuffled back to a face-shaped map. The map is a correction:
 * {@code M(x) = x + tanh(head(x))}. The last layer starts at zero, so that training starts at
 * {@code M(x) = x}, where the discrepancy is the plain recovery error [ours].
 */
public final class MappingNetwork extends Module implements Preparable {

  private final int block;
  private final Mapper mapper;
  private final Conv2dImpl toFace;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public MappingNetwork(NetworkConfiguration configuration) {
    MappingSettings sizes = configuration.mapping();
    block = sizes.pixelBlock();
    mapper = Mapper.of(configuration, this);
    toFace =
        register_module(
            "to_face",
            Layers.convolution(Mapper.channels(configuration), sizes.colours(), 3, 1, true));
    torch.zeros_(toFace.weight());
  }

  /**
   * Maps faces.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @return {@code [B, 3, S, S]}, within 1 of the input
   */
  public Tensor forward(Tensor images) {
    try (Intermediates passing = new Intermediates()) {
      Tensor correction = Layers.toFewChannels(toFace, mapper.forward(images)).tanh();
      return passing.keep(images.add(torch.pixel_shuffle(correction, block)));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    mapper.prepare(type);
  }
}
