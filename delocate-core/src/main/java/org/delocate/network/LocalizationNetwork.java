package org.delocate.network;

import java.util.List;
import org.bytedeco.pytorch.BatchNorm2dImpl;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The encoder–decoder that paints the tampered region [paper]: a U-Net (Ronneberger et al., 2015)
 * with an SE-ResNet encoder and scSE attention in the decoder [reported].
 *
 * <p>It sees nine channels: the face, the recovery residual {@code |x - x̂|} and the mapped face.
 * The encoder is ResNet-18's: 7×7 stem with stride 2, 3×3 max-pool with stride 2, four stages of
 * two SE blocks. The decoder enlarges, joins the encoder's map of that size, convolves twice and
 * attends, up to half the crop's size; the logits are enlarged to the full one [ours]. Where the
 * component is switched off, only the encoder runs and the mask is blank.
 */
public final class LocalizationNetwork extends Module {

  /**
   * A residual of real faces is about a tenth of the range of the face; this brings the two to like
   * size before they meet in the first convolution [ours].
   */
  static final double RESIDUAL_GAIN = 4;

  /** The logit of a mask that nobody paints; its sigmoid is 1e-13. */
  private static final double BLANK = -30;

  private final boolean paints;
  private final Conv2dImpl stem;
  private final BatchNorm2dImpl stemNorm;
  private final List<ResidualBlock> stage1;
  private final List<ResidualBlock> stage2;
  private final List<ResidualBlock> stage3;
  private final List<ResidualBlock> stage4;
  private final DecoderBlock up4;
  private final DecoderBlock up3;
  private final DecoderBlock up2;
  private final DecoderBlock up1;
  private final Conv2dImpl toMask;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public LocalizationNetwork(NetworkConfiguration configuration) {
    paints = configuration.components().localization();
    int width = configuration.localization().width();
    int reduction = configuration.localization().reduction();
    stem = register_module("conv1", Layers.convolution(9, width, 7, 2, false));
    stemNorm = register_module("bn1", Layers.batchNorm(width));
    stage1 = stage("layer1", width, width, 1, reduction);
    stage2 = stage("layer2", width, 2 * width, 2, reduction);
    stage3 = stage("layer3", 2 * width, 4 * width, 2, reduction);
    stage4 = stage("layer4", 4 * width, 8 * width, 2, reduction);
    up4 = register_module("up4", new DecoderBlock(8 * width, 4 * width, 4 * width, reduction));
    up3 = register_module("up3", new DecoderBlock(4 * width, 2 * width, 2 * width, reduction));
    up2 = register_module("up2", new DecoderBlock(2 * width, width, width, reduction));
    up1 = register_module("up1", new DecoderBlock(width, width, width, reduction));
    toMask = register_module("to_mask", Layers.convolution(width, 1, 3, 1, true));
  }

  private List<ResidualBlock> stage(String name, int in, int out, int stride, int reduction) {
    return List.of(
        register_module(name + "_0", new ResidualBlock(in, out, stride, reduction)),
        register_module(name + "_1", new ResidualBlock(out, out, 1, reduction)));
  }

  /**
   * Paints the mask.
   *
   * @param images {@code [B, 3, S, S]} in 0..1
   * @param recovered {@code [B, 3, S, S]}: {@code x̂} of stage 1
   * @param mapped {@code [B, 3, S, S]}: {@code M(x)}
   */
  public Output forward(Tensor images, Tensor recovered, Tensor mapped) {
    Tensor residual = images.sub(recovered).abs().mul(new Scalar(RESIDUAL_GAIN));
    Tensor input =
        Layers.beside(Normalization.centred(images), residual, Normalization.centred(mapped));
    Tensor half = stemNorm.forward(stem.forward(Layers.channelsLast(input))).relu_();
    Tensor pooled =
        torch.max_pool2d(
            half,
            new long[] {3, 3},
            new long[] {2, 2},
            new long[] {1, 1},
            new long[] {1, 1},
            false);
    Tensor quarter = run(stage1, pooled); // [B, w, S/4, S/4]
    Tensor eighth = run(stage2, quarter); // [B, 2w, S/8, S/8]
    Tensor sixteenth = run(stage3, eighth); // [B, 4w, S/16, S/16]
    Tensor deepest = run(stage4, sixteenth); // [B, 8w, S/32, S/32]
    if (!paints) {
      Tensor blank = torch.full_like(images.narrow(1, 0, 1), new Scalar(BLANK));
      return new Output(blank, deepest, sixteenth);
    }
    Tensor features = up4.forward(deepest, sixteenth);
    features = up3.forward(features, eighth);
    features = up2.forward(features, quarter);
    features = up1.forward(features, half);
    Tensor coarse = Layers.exact(Layers.toFewChannels(toMask, features));
    Tensor logits = Layers.enlarge(coarse, images.size(2), images.size(3));
    return new Output(logits, deepest, sixteenth);
  }

  private static Tensor run(List<ResidualBlock> stage, Tensor features) {
    for (ResidualBlock block : stage) {
      features = block.forward(features);
    }
    return features;
  }

  /**
   * What the network saw.
   *
   * @param maskLogits {@code [B, 1, S, S]}: positive where the face is tampered with
   * @param deep {@code [B, 8w, S/32, S/32]}: the encoder's deepest features
   * @param fine {@code [B, 4w, S/16, S/16]}: those of the stage before
   */
  public record Output(Tensor maskLogits, Tensor deep, Tensor fine) {}
}
