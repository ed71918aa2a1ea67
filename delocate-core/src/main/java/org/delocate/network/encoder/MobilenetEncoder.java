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

  public static final int STEM = 32;

  /** Of its batch normalisation. */
  public static final double EPSILON = 1e-3;

  public static final Channels CHANNELS = new Channels(16, 24, 32, 96, 320, 1280, 96);

  /** Of the blocks, in order: channels, stride, how much they widen. */
  public static final List<Block> BLOCKS =
      List.of(
          new Block(16, 1, 1),
          new Block(24, 2, 6),
          new Block(24, 1, 6),
          new Block(32, 2, 6),
          new Block(32, 1, 6),
          new Block(32, 1, 6),
          new Block(64, 2, 6),
          new Block(64, 1, 6),
          new Block(64, 1, 6),
          new Block(64, 1, 6),
          new Block(96, 1, 6),
          new Block(96, 1, 6),
          new Block(96, 1, 6),
          new Block(160, 2, 6),
          new Block(160, 1, 6),
          new Block(160, 1, 6),
          new Block(320, 1, 6));

  /** One block. */
  public record Block(int channels, int stride, int expansion) {}

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
    stem = register_module("stem", new MobilenetFilter(inputs, STEM, 2, 1));
    int in = STEM;
    for (Block block : BLOCKS) {
      blocks.add(
          register_module(
              "block" + blocks.size(),
              new InvertedResidual(in, block.channels(), block.stride(), block.expansion())));
      in = block.channels();
    }
    head =
        summarizes
            ? new NormedConvolution(
                register_module("head", Layers.convolution(in, CHANNELS.summary(), 1, 1, false)),
                register_module("head_bn", MobilenetFilter.norm(CHANNELS.summary())),
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
