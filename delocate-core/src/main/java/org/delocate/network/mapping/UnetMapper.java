package org.delocate.network.mapping;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.MobilenetEncoder;
import org.delocate.network.encoder.MobilenetPlan;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Normalization;
import org.delocate.network.localization.UnetDecoder;

/**
 * A U-Net with MobileNetV2 as its encoder, as the localization network is one, but over the face
 * alone: it can begin with that network's weights [ours]. A mapping module that has to learn from
 * nothing what a forgery looks like learns little in the time that two cores have.
 */
final class UnetMapper implements Mapper {

  private final MobilenetEncoder encoder;
  private final UnetDecoder decoder;

  UnetMapper(LocalizationSettings sizes, Module owner) {
    encoder = owner.register_module("encoder", MobilenetEncoder.ofFaces());
    decoder = new UnetDecoder(MobilenetPlan.CHANNELS, sizes, owner);
  }

  @Override
  public Tensor forward(Tensor images) {
    return decoder.forward(encoder.forward(Layers.channelsLast(Normalization.centred(images))));
  }

  @Override
  public void prepare(torch.ScalarType type) {
    encoder.prepare(type);
    decoder.prepare(type);
  }
}
