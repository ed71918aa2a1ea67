package org.delocate.network.localization;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.LocalizationEncoder;
import org.delocate.network.input.LocalizationSettings;

/**
 * The half of a U-Net that climbs back up: enlarges, joins the encoder's map of that size,
 * convolves twice and attends, up to half the crop's size [ours]. Its layers are registered with
 * the network that owns it, whose checkpoints name them so.
 */
public final class UnetDecoder implements MaskDecoder {

  private final DecoderBlock up4;
  private final DecoderBlock up3;
  private final DecoderBlock up2;
  private final DecoderBlock up1;

  public UnetDecoder(LocalizationEncoder.Channels seen, LocalizationSettings sizes, Module owner) {
    int width = sizes.width();
    int reduction = sizes.reduction();
    up4 = block(owner, "up4", seen.deepest(), seen.sixteenth(), 4 * width, reduction);
    up3 = block(owner, "up3", 4 * width, seen.eighth(), 2 * width, reduction);
    up2 = block(owner, "up2", 2 * width, seen.quarter(), width, reduction);
    up1 = block(owner, "up1", width, seen.half(), width, reduction);
  }

  private static DecoderBlock block(
      Module owner, String name, int coarse, int skip, int out, int reduction) {
    return owner.register_module(name, new DecoderBlock(coarse, skip, out, reduction));
  }

  /** From an encoder's maps to {@code [B, width, S/2, S/2]}. */
  @Override
  public Tensor forward(LocalizationEncoder.Pyramid seen) {
    Tensor features = up4.forward(seen.deepest(), seen.sixteenth());
    features = up3.forward(features, seen.eighth());
    features = up2.forward(features, seen.quarter());
    return up1.forward(features, seen.half());
  }

  @Override
  public void prepare(torch.ScalarType type) {
    up4.prepare(type);
    up3.prepare(type);
    up2.prepare(type);
    up1.prepare(type);
  }
}
