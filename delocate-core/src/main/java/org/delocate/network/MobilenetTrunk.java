package org.delocate.network;

import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/**
 * MobileNetV2 without its classes, whose weights can begin as those learnt on ImageNet, or as those
 * with which the localization network looks [ours]: a mapping module that has to learn from nothing
 * what a forgery looks like learns little in the time that two cores have.
 */
final class MobilenetTrunk implements MappingTrunk {

  static final List<Integer> CHANNELS = channels(MobilenetEncoder.CHANNELS);

  private final MobilenetEncoder encoder;

  MobilenetTrunk(Module owner) {
    encoder = owner.register_module("encoder", MobilenetEncoder.ofFaces());
  }

  private static List<Integer> channels(LocalizationEncoder.Channels seen) {
    return List.of(seen.half(), seen.quarter(), seen.eighth(), seen.sixteenth(), seen.deepest());
  }

  @Override
  public List<Tensor> forward(Tensor images) {
    Tensor input = Layers.channelsLast(Normalization.centred(images));
    LocalizationEncoder.Pyramid seen = encoder.forward(input);
    return List.of(seen.half(), seen.quarter(), seen.eighth(), seen.sixteenth(), seen.deepest());
  }
}
