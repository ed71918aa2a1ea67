package org.delocate.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextStampTest {

  @Test
  void strokesCoverPixelsAndTheBorderIsFree() {
    GrayImage stamp = TextStamp.of("Person 1: forged 93%", 12);

    int covered = 0;
    for (int y = 0; y < stamp.height(); y++) {
      for (int x = 0; x < stamp.width(); x++) {
        covered += stamp.sample(x, y) > 127 ? 1 : 0;
        if (x == 0 || y == 0 || y == stamp.height() - 1) {
          assertThat(stamp.sample(x, y)).as(x + ", " + y).isZero();
        }
      }
    }
    assertThat((double) covered / (stamp.width() * stamp.height())).isBetween(0.05, 0.5);
  }

  @Test
  void lettersThatTheFontLacksBecomeQuestionMarks() {
    assertThat(TextStamp.of("a\u00e9\u0000b", 10)).isEqualTo(TextStamp.of("a??b", 10));
    assertThat(TextStamp.of("a", 10)).isNotEqualTo(TextStamp.of("b", 10));
  }
}
