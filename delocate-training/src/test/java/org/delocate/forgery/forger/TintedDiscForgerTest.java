package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The example does what every forger must do. */
final class TintedDiscForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new TintedDiscForger();
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    assertThat(weakerThan(1.5)).isLessThan(6);
  }
}
