package org.delocate.dataset.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameKeysTest {

  @Test
  void aNeighbourIsToldByItsKey() {
    assertThat(FrameKeys.frame(12)).isEqualTo("_f000012");
    assertThat(FrameKeys.later(FrameKeys.frame(12))).isEqualTo("_f000012n");
    assertThat(FrameKeys.isNeighbour("clip_f000012n")).isTrue();
    assertThat(FrameKeys.isNeighbour("clip_f000012n_t2")).isTrue();
    assertThat(FrameKeys.isNeighbour("clip_f000012")).isFalse();
    assertThat(FrameKeys.isNeighbour("clip_f000012_t2")).isFalse();
    assertThat(FrameKeys.isNeighbour("clip_f000012n_and_more")).isFalse();
    assertThat(FrameKeys.isNeighbour("portrait")).isFalse();
  }

  @Test
  void aFaceKnowsTheKeyOfItsNeighbour() {
    assertThat(FrameKeys.neighbourOf("clip_f000012")).isEqualTo("clip_f000012n");
    assertThat(FrameKeys.neighbourOf("clip_f000012_t3")).isEqualTo("clip_f000012n_t3");
    assertThat(FrameKeys.neighbourOf("a_f000001_f1000012")).isEqualTo("a_f000001_f1000012n");
  }

  @Test
  void nothingIsItsOwnNeighbour() {
    for (String key : List.of("clip_f000012n", "clip_f000012n_t2", "portrait")) {
      String next = FrameKeys.neighbourOf(key);
      assertThat(FrameKeys.isNeighbour(key) && next.equals(key)).as(next).isFalse();
      assertThat(FrameKeys.isNeighbour(next)).as(next).isFalse();
    }
  }
}
