package org.delocate.training.configuration;

import static org.delocate.setting.Source.OURS;

import org.delocate.setting.Flat;
import org.delocate.setting.Setting;

/** The optimiser, and how fast it goes. */
public record Optimization(
    @Setting(
            source = OURS,
            oneOf = {ADAMW, "sgd"},
            value = "AdamW is reported of stage 1, SGD of stage 2")
        String optimizer,
    @Flat Schedule schedule,
    @Setting(source = OURS, max = 1, value = "momentum of SGD; β₁ of AdamW") double momentum,
    @Setting(source = OURS, max = 1, value = "β₂ of AdamW; unused by SGD") double secondMomentum,
    @Setting(
            source = OURS,
            max = 1,
            value = "weight decay; not applied to biases and the scales of normalisation")
        double weightDecay,
    @Setting(
            source = OURS,
            max = 1e6,
            value = "gradients are scaled down to this joint norm; 0 switches it off")
        double clipNorm,
    @Setting(
            source = OURS,
            max = 1,
            value =
                "decay per step of the exponential moving average of the weights that is evaluated"
                    + " and saved; 0: off")
        double averageDecay) {

  private static final String ADAMW = "adamw";

  /** Whether it is AdamW, and not SGD. */
  public boolean isAdamW() {
    return optimizer.equals(ADAMW);
  }
}
