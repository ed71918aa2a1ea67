package org.delocate.dataset.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theWholeLengthIsThere() {
    assertThat(Spread.over(List.of(0, 1, 2, 3, 4, 5, 6), 3)).containsExactly(0, 2, 4);
    assertThat(Spread.over(List.of(0, 1, 2, 3, 4, 5, 6), 1)).containsExactly(0);
  }

  @Test
  void fewAreAllThere() {
    assertThat(Spread.over(List.of(0, 1), 2)).containsExactly(0, 1);
    assertThat(Spread.over(List.of(0, 1), 9)).containsExactly(0, 1);
    assertThat(Spread.over(List.of(), 1)).isEmpty();
  }
}
