package org.delocate.network.localization;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.encoder.LocalizationEncoder;
import org.delocate.network.input.LocalizationSettings;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Normalization;
import org.delocate.network.layer.Preparable;

/**
 * The encoder–decoder that paints the tampered region [paper]: a U-Net (Ronneberger et al., 2015)
 * with an SE-ResNet encoder and scSE attention in the decoder [reported].
 *
 * <p>It sees nine channels: the face, the recovery residual {@code |x - x̂|} and the mapped face.
 * The encoder is {@link org.delocate.network.encoder.SeResnetEncoder}, {@link
 * org.delocate.network.encoder.MobilenetEncoder} or {@link
 * org.delocate.network.encoder.InceptionEncoder}; the decoder climbs up to half the crop's size, or
 * an eighth after Inception, and the logits are enlarged to the full one [ours]. Where the
 * component is switched off, only the encoder runs and the mask is blank.
 */
public final class LocalizationNetwork extends Module implements Preparable {

  /**
   * A residual of real faces is about a tenth of the range of the face; this brings the two to like
   * size before they meet in the first convolution [ours].
   */
  public static final double RESIDUAL_GAIN = 4;

  /** The logit of a mask that nobody paints; its sigmoid is 1e-13. */
  public static final double BLANK = -30;

  private final boolean paints;
  private final LocalizationEncoder encoder;
  private final MaskDecoder decoder;
  private final Conv2dImpl toMask;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public LocalizationNetwork(NetworkConfiguration configuration) {
    paints = configuration.components().localization();
    LocalizationSettings sizes = configuration.localization();
    int width = sizes.width();
    encoder = LocalizationEncoder.of(sizes, this);
    decoder = MaskDecoder.of(sizes, this);
    toMask = register_module("to_mask", Layers.convolution(width, 1, 3, 1, true));
  }

  /**
   * Paints the mask.
   *
   * <p>Where pictures show more than the crop, there is no residual around it, and the encoder
   * looks at all of it in the crop's resolution.
   *
   * @param images {@code [B, 3, V, V]} in 0..1
   * @param recovered {@code [B, 3, S, S]}: {@code x̂} of stage 1
   * @param mapped {@code [B, 3, S, S]}: {@code M(x)}
   */
  public Output forward(Tensor images, Tensor recovered, Tensor mapped) {
    long surround = (images.size(2) - recovered.size(2)) / 2;
    long side = recovered.size(2);
    Tensor crops = images.narrow(2, surround, side).narrow(3, surround, side);
    Tensor residual = crops.sub(recovered).abs().mul(new Scalar(RESIDUAL_GAIN));
    Tensor input =
        Layers.beside(
            Normalization.centred(images),
            framed(residual, surround),
            framed(Normalization.centred(mapped), surround));
    if (surround > 0) {
      input = Layers.enlarge(input, side, side);
    }
    LocalizationEncoder.Pyramid seen = encoder.forward(Layers.channelsLast(input));
    if (!paints) {
      Tensor blank = torch.full_like(images.narrow(1, 0, 1), new Scalar(BLANK));
      return new Output(blank, seen.summary(), seen.detail());
    }
    try (Intermediates passing = new Intermediates()) {
      Tensor features = decoder.forward(seen);
      Tensor coarse = Layers.exact(Layers.toFewChannels(toMask, features));
      Tensor logits = Layers.enlarge(coarse, images.size(2), images.size(3));
      return new Output(passing.keep(logits), seen.summary(), seen.detail());
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    encoder.prepare(type);
    decoder.prepare(type);
  }

  /** Masks of crops, as masks of pictures around which nothing is painted. */
  public static Tensor unpainted(Tensor maskLogits, Tensor images) {
    return framed(maskLogits, (images.size(2) - maskLogits.size(2)) / 2, BLANK);
  }

  /** Zeros around, {@code [B, C, S, S] -> [B, C, V, V]}. */
  private static Tensor framed(Tensor crops, long border) {
    return framed(crops, border, 0);
  }

  private static Tensor framed(Tensor crops, long border, double value) {
    return border == 0
        ? crops
        : torch.constant_pad_nd(
            crops, new long[] {border, border, border, border}, new Scalar(value));
  }

  /**
   * What the network saw.
   *
   * @param maskLogits {@code [B, 1, V, V]}: positive where the face is tampered with
   * @param deep {@code [B, C, S/32, S/32]}: the encoder's deepest features; C is 8w or 1280. Of
   *     Inception {@code [B, 768, S/16, S/16]}
   * @param fine {@code [B, C, S/16, S/16]}: those of the stage before; C is 4w or 96. Of Inception
   *     {@code [B, 288, S/8, S/8]}
   */
  public record Output(Tensor maskLogits, Tensor deep, Tensor fine) {}
}
