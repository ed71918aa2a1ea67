package org.delocate.training.localization;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The three losses of stage 2, each a mean over the batch.
 *
 * @param mapping see {@link #of}
 * @param localization binary cross-entropy of every pixel plus Dice of forged faces
 * @param classification binary cross-entropy of the score
 * @param total weighted sum; the one to differentiate
 */
record LocalizationLoss(Tensor mapping, Tensor localization, Tensor classification, Tensor total) {

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
   *
   * @param recovered {@code [B,3,S,S]}, 0 to 1; a target here: no gradient flows into it, or stage
   *     1, while it is tuned, would learn to recover what the mapping makes of a fake
   * @param mapped {@code [B,3,S,S]}
   * @param maskLogits {@code [B,1,S,S]}
   * @param logits {@code [B]}
   * @param truth {@code [B,1,S,S]}, 0 to 1
   * @param forged {@code [B]}, 0 or 1
   * @param known {@code [B]}, 1 where the true mask is known, otherwise 0
   */
  static LocalizationLoss of(
      Tensor recovered,
      Tensor mapped,
      Tensor maskLogits,
      Tensor logits,
      Tensor truth,
      Tensor forged,
      Tensor known,
      LossSettings settings) {
    Scalar one = new Scalar(1.0);
    Tensor square =
        mapped.sub(recovered.detach()).pow(new Scalar(2.0)).mean(new long[] {1}, true, none());
    // The small constant keeps the root's slope finite where the mapping hits its target.
    Tensor distance = square.add(new Scalar(1e-6)).sqrt();
    Tensor missing =
        torch.relu(distance.neg().add(new Scalar(settings.margin()))).pow(new Scalar(2.0));
    // The mapping module sees the crop, masks may be of more.
    long border = (truth.size(2) - square.size(2)) / 2;
    Tensor inCrop = truth.narrow(2, border, square.size(2)).narrow(3, border, square.size(3));
    Tensor knownFaces = known.reshape(-1, 1, 1, 1);
    Tensor mapping =
        weighedMean(square, inCrop.neg().add(one).mul(knownFaces))
            .add(weighedMean(missing, inCrop.mul(knownFaces)))
            .mul(new Scalar(0.5));

    Tensor crossEntropy =
        weighedMean(
            crossEntropyOfPixels(maskLogits, truth), knownFaces.expand(truth.sizes(), false));
    Tensor painted = torch.sigmoid(maskLogits);
    long[] pixels = {1, 2, 3};
    Tensor overlap = painted.mul(truth).sum(pixels).mul(new Scalar(2.0)).add(one);
    Tensor areas = painted.sum(pixels).add(truth.sum(pixels)).add(one);
    Tensor diceOfFace = overlap.div(areas).neg().add(one);
    Tensor dice = weighedMean(diceOfFace, forged.mul(known));
    Tensor localization = crossEntropy.add(dice.mul(new Scalar(settings.dice())));

    Tensor classification = torch.binary_cross_entropy_with_logits(logits, forged);
    Tensor total =
        mapping
            .mul(new Scalar(settings.mapping()))
            .add(localization.mul(new Scalar(settings.localization())))
            .add(classification.mul(new Scalar(settings.classification())));
    return new LocalizationLoss(mapping, localization, classification, total);
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
