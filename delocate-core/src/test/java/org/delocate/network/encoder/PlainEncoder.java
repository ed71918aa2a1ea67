package org.delocate.network.encoder;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;

// tag::example[]
/** The example of docs/extending.md: five convolutions, each of which halves the map. */
final class PlainEncoder extends Module implements LocalizationEncoder {

  static final Channels CHANNELS = new Channels(8, 16, 32, 64, 128, 128, 64);

  private final NormedConvolution toHalf = step("half", INPUTS, CHANNELS.half());
  private final NormedConvolution toQuarter = step("quarter", CHANNELS.half(), CHANNELS.quarter());
  private final NormedConvolution toEighth = step("eighth", CHANNELS.quarter(), CHANNELS.eighth());
  private final NormedConvolution toSixteenth =
      step("sixteenth", CHANNELS.eighth(), CHANNELS.sixteenth());
  private final NormedConvolution toDeepest =
      step("deepest", CHANNELS.sixteenth(), CHANNELS.deepest());

  /** The names are those of the weights in checkpoints. */
  private NormedConvolution step(String name, int in, int out) {
    return new NormedConvolution(
        register_module(name, Layers.convolution(in, out, 3, 2, false)),
        register_module(name + "_bn", Layers.batchNorm(out)),
        Activation.RELU);
  }

  @Override
  public Pyramid forward(Tensor input) { // [B, 9, S, S]
    Tensor half = toHalf.forward(input); // [B, 8, S/2, S/2]
    Tensor quarter = toQuarter.forward(half); // [B, 16, S/4, S/4]
    Tensor eighth = toEighth.forward(quarter); // [B, 32, S/8, S/8]
    Tensor sixteenth = toSixteenth.forward(eighth); // [B, 64, S/16, S/16]
    Tensor deepest = toDeepest.forward(sixteenth); // [B, 128, S/32, S/32]
    return new Pyramid(half, quarter, eighth, sixteenth, deepest, deepest, sixteenth);
  }

  @Override
  public void prepare(torch.ScalarType type) {
    toHalf.prepare(type);
    toQuarter.prepare(type);
    toEighth.prepare(type);
    toSixteenth.prepare(type);
    toDeepest.prepare(type);
  }
}
// end::example[]
