package org.delocate.network.encoder;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;
import org.delocate.network.layer.Preparable;

/**
 * MobileNetV2 (Sandler et al., 2018) of width 1, without its classes: an encoder whose weights can
 * begin as those that were learnt on ImageNet [ours]. They know the three channels of the face; the
 * other six begin at zero.
 */
public final class MobilenetEncoder extends Module implements LocalizationEncoder {

  private final MobilenetFilter stem;
  private final List<InvertedResidual> blocks = new ArrayList<>();
  private final NormedConvolution head;

  /** One for the localization network: nine channels, with a summary for the classifier. */
  MobilenetEncoder() {
    this(INPUTS, true);
  }

  /** One that looks at faces alone, {@code [B, 3, S, S]}; its summary is its deepest map. */
  public static MobilenetEncoder ofFaces() {
    return new MobilenetEncoder(3, false);
  }

  private MobilenetEncoder(int inputs, boolean summarizes) {
    stem = register_module("stem", new MobilenetFilter(inputs, MobilenetPlan.STEM, 2, 1));
    int in = MobilenetPlan.STEM;
    for (MobilenetPlan.Block block : MobilenetPlan.BLOCKS) {
      blocks.add(
          register_module(
              "block" + blocks.size(),
              new InvertedResidual(in, block.channels(), block.stride(), block.expansion())));
      in = block.channels();
    }
    head =
        summarizes
            ? new NormedConvolution(
                register_module(
                    "head", Layers.convolution(in, MobilenetPlan.CHANNELS.summary(), 1, 1, false)),
                register_module("head_bn", MobilenetFilter.norm(MobilenetPlan.CHANNELS.summary())),
                Activation.RELU6)
            : null;
  }

  @Override
  public Pyramid forward(Tensor input) {
    Tensor half = run(stem.forward(input), 0, 1);
    Tensor quarter = run(half, 1, 3);
    Tensor eighth = run(quarter, 3, 6);
    Tensor sixteenth = run(eighth, 6, 13);
    Tensor deepest = run(sixteenth, 13, 17);
    Tensor summary = head == null ? deepest : head.forward(deepest);
    return new Pyramid(half, quarter, eighth, sixteenth, deepest, summary, sixteenth);
  }

  private Tensor run(Tensor features, int from, int to) {
    try (Intermediates passing = new Intermediates()) {
      for (InvertedResidual block : blocks.subList(from, to)) {
        features = block.forward(features);
      }
      return passing.keep(features);
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    stem.prepare(type);
    Preparable.prepare(type, blocks);
    if (head != null) {
      head.prepare(type);
    }
  }
}
