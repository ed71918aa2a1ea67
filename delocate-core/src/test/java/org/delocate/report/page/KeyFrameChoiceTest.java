package org.delocate.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.delocate.face.geometry.Box;
import org.junit.jupiter.api.Test;

class KeyFrameChoiceTest {

  private int made;

  @Test
  void aShortTrackIsShownWhole() {
    assertThat(indices(choose(4, i -> 0.5 + 0.1 * i))).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void theExtremesAreAlwaysShown() {
    KeyFrameChoice choice =
        choose(1000, i -> i == 333 ? 0.99 : i == 777 ? 0.98 : i == 500 ? 0.01 : 0.4);

    assertThat(indices(choice)).hasSize(6).contains(333L, 777L, 500L);
    assertThat(choice.mostSuspicious().index()).isEqualTo(333);
    assertThat(choice.leastSuspicious().index()).isEqualTo(500);
  }

  @Test
  void theOthersAreSpreadOverTheWholeTrack() {
    List<Long> shown = indices(choose(1000, i -> i == 5 ? 0.9 : i == 6 ? 0.8 : i == 7 ? 0.1 : 0.4));

    assertThat(shown).hasSize(6).contains(5L, 6L, 7L);
    assertThat(shown.get(4)).isBetween(200L, 667L);
    assertThat(shown.get(5)).isGreaterThan(600);
  }

  @Test
  void ofALongTrackFewPicturesAreEncoded() {
    choose(100_000, i -> 0.5);

    assertThat(made).isLessThan(200);
  }

  private KeyFrameChoice choose(int faces, IntToDoubleFunction probability) {
    KeyFrameChoice choice = new KeyFrameChoice();
    for (int i = 0; i < faces; i++) {
      int index = i;
      double value = probability.applyAsDouble(i);
      choice.offer(
          value,
          () -> {
            made++;
            return new KeyFrame(
                index, index, value, 0, Optional.empty(), new Box(0, 0, 1, 1), 1, 1, null);
          });
    }
    return choice;
  }

  private static List<Long> indices(KeyFrameChoice choice) {
    return choice.chosen().stream().map(KeyFrame::index).toList();
  }
}
