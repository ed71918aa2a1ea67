package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MouthBlendedForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new MouthBlendedForger();
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    assertThat(weakerThan(1.2)).isLessThan(3);
  }

  @Test
  void everythingFromTheEyesUpIsTheFacesOwnAndTheMouthIsNot() {
    int belowEyes = Math.round(Math.max(FACE.landmarks().y(145), FACE.landmarks().y(374)));
    int mouth = Math.round(FACE.landmarks().y(14)) * 192 + Math.round(FACE.landmarks().x(14));
    for (int seed = 0; seed < 60; seed++) {
      float[] mask = forge(seed).mask();
      for (int i = 0; i < belowEyes * 192; i++) {
        assertThat(mask[i]).isZero();
      }
      assertThat(mask[mouth]).as("seed %d", seed).isGreaterThan(0.5f);
    }
  }
}
