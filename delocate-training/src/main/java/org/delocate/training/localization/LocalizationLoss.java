package org.delocate.training.localization;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The losses of stage 2, each a mean over the batch.
 *
 * @param mapping see {@link #of}
 * @param localization binary cross-entropy of every pixel plus Dice of forged faces
 * @param classification binary cross-entropy of the score
 * @param recovery mean recovery error of the real faces; empty while stage 1 is frozen
 * @param total weighted sum; the one to differentiate
 */
record LocalizationLoss(
    Tensor mapping,
    Tensor localization,
    Tensor classification,
    Optional<Tensor> recovery,
    Tensor total) {

  /**
   * What the networks made of a batch.
   *
   * @param recovered {@code [B,3,S,S]}, 0 to 1; a target here: no gradient flows into it, or stage
   *     1, while it is tuned, would learn to recover what the mapping makes of a fake
   * @param mapped {@code [B,3,S,S]}
   * @param maskLogits {@code [B,1,S,S]}
   * @param logits {@code [B]}
   * @param partErrors {@code [B,3]}, recovery errors of the parts; empty while stage 1 is frozen
   */
  record Output(
      Tensor recovered,
      Tensor mapped,
      Tensor maskLogits,
      Tensor logits,
      Optional<Tensor> partErrors) {}

  /**
   * What is true of a batch.
   *
   * @param mask {@code [B,1,S,S]}, 0 to 1
   * @param forged {@code [B]}, 0 or 1
   * @param known {@code [B]}, 1 where the true mask is known, otherwise 0
   */
  record Truth(Tensor mask, Tensor forged, Tensor known) {}

  /**
   * With {@code r} the root mean square over the colour channels of {@code mapped − recovered} at a
   * pixel and {@code t} the true mask there (0 everywhere on a real face), the mapping loss is half
   * the sum of the mean of {@code r²}, weighed by {@code 1 − t}, and that of {@code max(0, margin −
   * r)²}, weighed by {@code t}: the mapping of real pixels is pulled to the recovered face, that of
   * forged pixels pushed away [ours, after the paper's description]. The two weigh the same,
   * however few pixels are forged: {@code r} cannot fall below what nobody can know of the recovery
   * of a hidden patch, and where a pixel is forged with a chance below that over the margin,
   * pushing would not pay and nothing would be learnt.
   *
   * <p>A forged face of which nobody knows where it is forged counts for its score alone.
   */
  static LocalizationLoss of(Output output, Truth truth, LossSettings settings) {
    Scalar one = new Scalar(1.0);
    Tensor square =
        output
            .mapped()
            .sub(output.recovered().detach())
            .pow(new Scalar(2.0))
            .mean(new long[] {1}, true, none());
    // The small constant keeps the root's slope finite where the mapping hits its target.
    Tensor distance = square.add(new Scalar(1e-6)).sqrt();
    Tensor missing =
        torch.relu(distance.neg().add(new Scalar(settings.margin()))).pow(new Scalar(2.0));
    // The mapping module sees the crop, masks may be of more.
    long border = (truth.mask().size(2) - square.size(2)) / 2;
    Tensor inCrop =
        truth.mask().narrow(2, border, square.size(2)).narrow(3, border, square.size(3));
    Tensor knownFaces = truth.known().reshape(-1, 1, 1, 1);
    Tensor mapping =
        weighedMean(square, inCrop.neg().add(one).mul(knownFaces))
            .add(weighedMean(missing, inCrop.mul(knownFaces)))
            .mul(new Scalar(0.5));

    Tensor crossEntropy =
        weighedMean(
            crossEntropyOfPixels(output.maskLogits(), truth.mask()),
            knownFaces.expand(truth.mask().sizes(), false));
    Tensor painted = torch.sigmoid(output.maskLogits());
    long[] pixels = {1, 2, 3};
    Tensor overlap = painted.mul(truth.mask()).sum(pixels).mul(new Scalar(2.0)).add(one);
    Tensor areas = painted.sum(pixels).add(truth.mask().sum(pixels)).add(one);
    Tensor diceOfFace = overlap.div(areas).neg().add(one);
    Tensor dice = weighedMean(diceOfFace, truth.forged().mul(truth.known()));
    Tensor localization = crossEntropy.add(dice.mul(new Scalar(settings.dice())));

    Tensor classification = torch.binary_cross_entropy_with_logits(output.logits(), truth.forged());
    Tensor total =
        mapping
            .mul(new Scalar(settings.mapping()))
            .add(localization.mul(new Scalar(settings.localization())))
            .add(classification.mul(new Scalar(settings.classification())));
    Optional<Tensor> recovery =
        output.partErrors().map(errors -> recovery(errors, truth.forged().neg().add(one)));
    Tensor weighed =
        recovery.map(loss -> total.add(loss.mul(new Scalar(settings.recovery())))).orElse(total);
    return new LocalizationLoss(mapping, localization, classification, recovery, weighed);
  }

  /** Stage 1 goes on learning what real faces look like, and nothing of forged ones. */
  private static Tensor recovery(Tensor partErrors, Tensor real) {
    return partErrors.mean(new long[] {1}).mul(real).sum().div(real.sum());
  }

  /** {@code log(1 + e^x) − x·t}, of every pixel. */
  private static Tensor crossEntropyOfPixels(Tensor logits, Tensor truth) {
    return torch.softplus(logits).sub(logits.mul(truth));
  }

  /** Nothing where nothing weighs anything. */
  private static Tensor weighedMean(Tensor values, Tensor weights) {
    return values.mul(weights).sum().div(weights.sum().add(new Scalar(1e-6)));
  }

  private static org.bytedeco.pytorch.ScalarTypeOptional none() {
    return new org.bytedeco.pytorch.ScalarTypeOptional();
  }
}
