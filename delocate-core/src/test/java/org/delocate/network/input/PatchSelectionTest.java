package org.delocate.network.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.bytedeco.javacpp.LongPointer;
import org.delocate.face.region.PatchMask;
import org.junit.jupiter.api.Test;

class PatchSelectionTest {

  @Test
  void aLargePartIsThinnedEvenly() {
    PatchMask part = mask(4, 0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(PatchSelection.exactly(part, 4)).containsExactly(1, 3, 5, 7);
    assertThat(PatchSelection.exactly(part, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aSmallPartGrowsByItsNeighbours() {
    // Patch 5 is row 1, column 1 of four: its neighbours are 1, 4, 6, 9.
    assertThat(PatchSelection.exactly(mask(4, 5), 5)).containsExactly(1, 4, 5, 6, 9);
  }

  @Test
  void anEmptyPartGrowsFromTheMiddle() {
    assertThat(PatchSelection.exactly(mask(4), 4)).containsExactly(5, 6, 9, 10);
  }

  @Test
  void chanceStaysInThePartAndFollowsItsSeed() {
    PatchMask part = mask(4, 0, 2, 4, 6, 8, 10);
    int[] first = PatchSelection.exactly(part, 3, new Random(1));
    assertThat(first).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(first).allMatch(part.patches()::get)).isTrue();
    assertThat(PatchSelection.exactly(part, 3, new Random(1))).isEqualTo(first);
    boolean varies = false;
    for (int seed = 2; seed < 12; seed++) {
      varies |= !Arrays.equals(first, PatchSelection.exactly(part, 3, new Random(seed)));
    }
    assertThat(varies).isTrue();
    assertThat(PatchSelection.exactly(part, 9, new Random(1)))
        .contains(0, 2, 4, 6, 8, 10)
        .hasSize(9);
  }

  @Test
  void moreThanTheGridIsRefused() {
    assertThatThrownBy(() -> PatchSelection.exactly(mask(2, 0), 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFifthOfTheCropIsHidden() {
    assertThat(PatchSelection.partCount(10)).isEqualTo(20);
    assertThat(PatchSelection.partCount(14)).isEqualTo(39);
  }

  @Test
  void idsSplitTheGrid() {
    try (PatchIds ids = PatchIds.of(new int[][] {{3, 1}, {0, 2}}, 4);
        LongPointer masked = ids.masked().data_ptr_long();
        LongPointer visible = ids.visible().data_ptr_long()) {
      long[] found = new long[4];
      masked.get(found);
      assertThat(found).containsExactly(1, 3, 0, 2);
      visible.get(found);
      assertThat(found).containsExactly(0, 2, 1, 3);
    }
  }

  @Test
  void raggedOrRepeatedIdsAreRefused() {
    assertThatThrownBy(() -> PatchIds.of(new int[][] {{1, 2}, {1}}, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PatchIds.of(new int[][] {{1, 1}}, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PatchIds.of(new int[][] {{1, 4}}, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PatchMask mask(int side, int... patches) {
    BitSet set = new BitSet();
    Arrays.stream(patches).forEach(set::set);
    return new PatchMask(side, set);
  }
}
