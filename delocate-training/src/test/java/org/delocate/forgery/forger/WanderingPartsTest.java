package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class WanderingPartsTest extends ForgerContract {

  @Override
  Forger forger() {
    return PartSwapForger.wandering(List.of(Donors.tinted(0.95, -0.1, 14, -6)));
  }

  @Override
  boolean wanders() {
    return true;
  }

  @Test
  void thePartsChangeFromFrameToFrame() {
    ForgeryPlan plan = forger().plan(FACE.crop(), FACE.landmarks(), new SplittableRandom(1));
    Set<Double> fractions = new HashSet<>();
    for (int frame = 0; frame < 12; frame++) {
      fractions.add(plan.forge(FACE.crop(), FACE.landmarks(), frame / 25.0).tamperedFraction());
    }
    assertThat(fractions).hasSizeGreaterThan(6);
  }
}
