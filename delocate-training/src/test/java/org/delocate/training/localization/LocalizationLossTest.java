package org.delocate.training.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class LocalizationLossTest {

  private static final LossSettings SETTINGS = new LossSettings(2, 3, 5, 0.3, 1, 0);

  /** Two faces of 1×2 pixels; the second is forged in its left pixel. */
  private static LocalizationLoss loss(
      Tensor recovered,
      Tensor mapped,
      Tensor maskLogits,
      Tensor logits,
      Tensor truth,
      Tensor forged,
      Tensor known) {
    return LocalizationLoss.of(
        new LocalizationLoss.Output(recovered, mapped, maskLogits, logits, Optional.empty()),
        new LocalizationLoss.Truth(truth, forged, known),
        SETTINGS);
  }

  /** While stage 1 is tuned, it learns from real faces, and the sum knows it. */
  @Test
  void recoveryCountsForRealFacesAlone() {
    try (PointerScope scope = new PointerScope()) {
      Tensor nothing = torch.zeros(2, 3, 1, 2);
      Tensor mask = torch.zeros(2, 1, 1, 2);
      Tensor errors = torch.full(new long[] {2, 3}, new Scalar(0.3));
      errors.select(0, 1).fill_(new Scalar(0.9));
      Tensor forged = torch.zeros(2);
      forged.select(0, 1).fill_(new Scalar(1.0));
      LossSettings twice = new LossSettings(1, 1, 1, 0.3, 1, 2);
      LocalizationLoss.Truth truth = new LocalizationLoss.Truth(mask, forged, torch.ones(2));
      Tensor logits = torch.zeros(2);

      LocalizationLoss frozen =
          LocalizationLoss.of(
              new LocalizationLoss.Output(nothing, nothing, mask, logits, Optional.empty()),
              truth,
              twice);
      LocalizationLoss tuned =
          LocalizationLoss.of(
              new LocalizationLoss.Output(nothing, nothing, mask, logits, Optional.of(errors)),
              truth,
              twice);

      assertThat(frozen.recovery()).isEmpty();
      assertThat(tuned.recovery().orElseThrow().item_float()).isCloseTo(0.3f, within(1e-6f));
      assertThat(tuned.total().item_float() - frozen.total().item_float())
          .isCloseTo(0.6f, within(1e-5f));
    }
  }

  @Test
  void agreesWithHandWorkedNumbers() {
    try (PointerScope scope = new PointerScope()) {
      Tensor recovered = torch.zeros(2, 3, 1, 2);
      Tensor mapped = torch.ones(2, 3, 1, 2).mul(new Scalar(0.1));
      Tensor maskLogits = torch.zeros(2, 1, 1, 2);
      Tensor logits = torch.zeros(2);
      Tensor truth = torch.zeros(2, 1, 1, 2);
      truth.select(0, 1).select(2, 0).fill_(new Scalar(1.0));
      Tensor forged = torch.zeros(2);
      forged.select(0, 1).fill_(new Scalar(1.0));

      LocalizationLoss loss =
          loss(recovered, mapped, maskLogits, logits, truth, forged, torch.ones(2));

      // Three real pixels are 0.1 from their recovery; one forged pixel falls 0.2 short of the
      // margin.
      double mapping = (0.01 + 0.04) / 2;
      // Painted half: overlap 2 · 0.5 + 1 over areas 1 + 1 + 1.
      double localization = Math.log(2) + (1 - 2.0 / 3);
      double classification = Math.log(2);
      assertThat(loss.mapping().item_float()).isCloseTo((float) mapping, within(1e-5f));
      assertThat(loss.localization().item_float()).isCloseTo((float) localization, within(1e-5f));
      assertThat(loss.classification().item_float())
          .isCloseTo((float) classification, within(1e-5f));
      assertThat(loss.total().item_float())
          .isCloseTo((float) (2 * mapping + 3 * localization + 5 * classification), within(1e-4f));
    }
  }

  /** However few pixels are forged, ignoring them costs half of the squared margin. */
  @Test
  void fewForgedPixelsPushAsHardAsMany() {
    try (PointerScope scope = new PointerScope()) {
      Tensor mapped = torch.zeros(1, 3, 1, 10);
      for (int forgedPixels : new int[] {1, 5, 9}) {
        Tensor truth = torch.zeros(1, 1, 1, 10);
        truth.narrow(3, 0, forgedPixels).fill_(new Scalar(1.0));
        LocalizationLoss loss =
            loss(mapped, mapped, truth, torch.zeros(1), truth, torch.ones(1), torch.ones(1));
        // The root's small constant takes a thousandth off the margin.
        assertThat(loss.mapping().item_float()).isCloseTo(0.3f * 0.3f / 2, within(5e-4f));
      }
    }
  }

  @Test
  void perfectOutputsCostNothing() {
    try (PointerScope scope = new PointerScope()) {
      Tensor recovered = torch.zeros(2, 3, 1, 2);
      Tensor truth = torch.zeros(2, 1, 1, 2);
      truth.select(0, 1).fill_(new Scalar(1.0));
      Tensor forged = torch.zeros(2);
      forged.select(0, 1).fill_(new Scalar(1.0));
      Tensor sure = truth.mul(new Scalar(100.0)).sub(new Scalar(50.0));
      Tensor score = forged.mul(new Scalar(100.0)).sub(new Scalar(50.0));
      Tensor mapped = truth.mul(new Scalar(0.5)).expand(2, 3, 1, 2);

      LocalizationLoss loss = loss(recovered, mapped, sure, score, truth, forged, torch.ones(2));

      assertThat(loss.total().item_float()).isCloseTo(0, within(1e-5f));
    }
  }

  @Test
  void facesWithoutForgeryHaveNoDice() {
    try (PointerScope scope = new PointerScope()) {
      Tensor recovered = torch.zeros(1, 3, 1, 2);
      Tensor truth = torch.zeros(1, 1, 1, 2);
      LocalizationLoss loss =
          loss(recovered, recovered, truth, torch.zeros(1), truth, torch.zeros(1), torch.ones(1));
      assertThat(loss.localization().item_float()).isCloseTo((float) Math.log(2), within(1e-5f));
    }
  }

  /** A forged face whose mask nobody knows counts for its score, and for nothing else. */
  @Test
  void anUnknownMaskIsNotLearntFrom() {
    try (PointerScope scope = new PointerScope()) {
      Tensor mapped = torch.full(new long[] {2, 3, 1, 2}, new Scalar(0.2));
      Tensor recovered = torch.zeros(2, 3, 1, 2);
      Tensor truth = torch.zeros(2, 1, 1, 2);
      Tensor maskLogits = torch.zeros(2, 1, 1, 2);
      maskLogits.select(0, 1).fill_(new Scalar(7.0));
      Tensor known = torch.ones(2);
      known.select(0, 1).fill_(new Scalar(0.0));
      Tensor forged = torch.ones(2).sub(known);

      LocalizationLoss loss =
          loss(recovered, mapped, maskLogits, torch.zeros(2), truth, forged, known);

      assertThat(loss.localization().item_float()).isCloseTo((float) Math.log(2), within(1e-5f));
      assertThat(loss.mapping().item_float()).isCloseTo(0.04f / 2, within(1e-4f));
      assertThat(loss.classification().item_float()).isCloseTo((float) Math.log(2), within(1e-5f));
    }
  }

  /** Masks reach beyond the crop that the mapping module sees; that part is painted only. */
  @Test
  void theMappingIsPulledWithinTheCrop() {
    try (PointerScope scope = new PointerScope()) {
      Tensor recovered = torch.zeros(1, 3, 2, 2);
      Tensor mapped = torch.full(new long[] {1, 3, 2, 2}, new Scalar(0.1));
      Tensor truth = torch.zeros(1, 1, 4, 4);
      truth.narrow(2, 0, 1).fill_(new Scalar(1.0));

      LocalizationLoss loss =
          loss(
              recovered,
              mapped,
              truth.mul(new Scalar(100.0)).sub(new Scalar(50.0)),
              torch.zeros(1),
              truth,
              torch.ones(1),
              torch.ones(1));

      assertThat(loss.mapping().item_float()).isCloseTo(0.01f / 2, within(1e-4f));
      assertThat(loss.localization().item_float()).isCloseTo(0, within(1e-5f));
    }
  }
}
