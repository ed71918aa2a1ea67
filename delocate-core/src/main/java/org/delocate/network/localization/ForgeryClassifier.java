package org.delocate.network.localization;

import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.NormedConvolution;
import org.delocate.network.layer.Preparable;

/**
 * Real or forged, from the mapping discrepancy and the encoder's features, guided by localization
 * [paper].
 *
 * <p>The discrepancy {@code |M(x) - x̂|} passes three small convolutions; it and both levels of the
 * encoder are pooled twice, over the whole map and under the predicted mask [ours]. Beside them go
 * plain statistics: mean discrepancy over the face and under the mask per channel, and the mean and
 * greatest value of the mask. A two-layer perceptron gives the logit.
 *
 * <p>Pooling under the mask weighs each place by {@code m + 0.01}: where the network paints no
 * mask, it turns into global pooling instead of dividing nothing by nothing. Gradients flow through
 * the mask, so that classification helps localization as well as the other way round.
 */
public final class ForgeryClassifier extends Module implements Preparable {

  public static final int HIDDEN = 128;

  /** What every place weighs under a mask, painted or not. */
  public static final double FLOOR = 0.01;

  private final boolean guided;
  private final List<NormedConvolution> convolutions;
  private final LinearImpl hidden;
  private final LinearImpl output;

  /** Makes the network with fresh weights; not inside a {@code PointerScope}. */
  public ForgeryClassifier(NetworkConfiguration configuration) {
    guided = configuration.components().guidance();
    int width = configuration.localization().width();
    int narrow = narrowest(configuration);
    convolutions =
        List.of(
            convolution(1, 3, narrow),
            convolution(2, narrow, width),
            convolution(3, width, 2 * width));
    hidden =
        register_module(
            "hidden", Layers.linear(ClassifierSizes.pooledFeatures(configuration), HIDDEN));
    output = register_module("output", Layers.linear(HIDDEN, 1));
  }

  private NormedConvolution convolution(int number, int in, int out) {
    return new NormedConvolution(
        register_module("conv" + number, Layers.convolution(in, out, 3, 2, false)),
        register_module("bn" + number, Layers.batchNorm(out)),
        Activation.RELU);
  }

  /** Channels of the first convolution over the discrepancy. */
  public static int narrowest(NetworkConfiguration configuration) {
    return Math.max(8, configuration.localization().width() / 2);
  }

  /**
   * Scores faces.
   *
   * @param mapped {@code [B, 3, S, S]}: {@code M(x)}
   * @param recovered {@code [B, 3, S, S]}: {@code x̂}
   * @param localized the mask, which may be of more than the crop, and the encoder's features
   * @return {@code [B]} logits: positive for forged
   */
  public Tensor forward(Tensor mapped, Tensor recovered, LocalizationNetwork.Output localized) {
    Tensor discrepancy =
        Layers.channelsLast(
            mapped.sub(recovered).abs().mul(new Scalar(LocalizationNetwork.RESIDUAL_GAIN)));
    Tensor features = discrepancy;
    for (NormedConvolution convolution : convolutions) {
      features = convolution.forward(features);
    } // [B, 2w, S/8, S/8]

    Tensor mask = localized.maskLogits().sigmoid(); // [B, 1, S, S]
    if (!guided) {
      mask = mask.detach().mul(new Scalar(0.0));
    }
    Tensor coarseMask = shrink(mask, localized.fine());
    long border = (mask.size(2) - discrepancy.size(2)) / 2;
    long side = discrepancy.size(2);
    Tensor maskOfCrop = mask.narrow(2, border, side).narrow(3, border, side);
    Tensor pooled =
        Layers.beside(
            pool(features, maskOfCrop),
            pool(localized.deep(), mask),
            pool(localized.fine(), mask),
            pool(discrepancy, maskOfCrop),
            Layers.globalMean(Layers.exact(mask)),
            Layers.exact(coarseMask.amax(new long[] {2, 3}, true)));
    return Layers.toOne(output, Layers.exactly(hidden, pooled.flatten(1, 3)).relu());
  }

  @Override
  public void prepare(torch.ScalarType type) {
    Preparable.prepare(type, convolutions);
  }

  /**
   * {@code [B, C, h, w]} and {@code [B, 1, S, S]} to {@code [B, 2C, 1, 1]}: whole, under mask.
   * Means are not rounded to bf16, in which a threshold would fall between other faces than in
   * fp32.
   */
  private static Tensor pool(Tensor features, Tensor mask) {
    Tensor precise = Layers.exact(features);
    Tensor weights = shrink(Layers.exact(mask), features).add(new Scalar(FLOOR));
    Tensor weighed = Layers.sum(precise.mul(weights), 2, 3).div(Layers.sum(weights, 2, 3));
    return Layers.beside(Layers.globalMean(precise), weighed);
  }

  private static Tensor shrink(Tensor mask, Tensor features) {
    return torch.adaptive_avg_pool2d(mask, features.size(2), features.size(3));
  }
}
