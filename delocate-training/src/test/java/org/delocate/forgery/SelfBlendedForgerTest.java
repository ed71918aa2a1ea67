package org.delocate.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SelfBlendedForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new SelfBlendedForger();
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    long weak =
        IntStream.range(0, 60)
            .mapToObj(this::forge)
            .filter(forgery -> Pixels.difference(FACE.crop(), forgery.face(), forgery.mask()) < 1.5)
            .count();
    assertThat(weak).isLessThan(3);
  }
}
