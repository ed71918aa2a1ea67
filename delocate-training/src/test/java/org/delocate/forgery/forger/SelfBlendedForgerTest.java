package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SelfBlendedForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new SelfBlendedForger();
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    assertThat(weakerThan(1.5)).isLessThan(3);
  }
}
