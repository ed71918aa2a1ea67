package org.delocate.training.recovering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.delocate.dataset.store.Portrait;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.face.region.FacialPart;
import org.delocate.face.region.FacialRegions;
import org.delocate.face.region.PatchMask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each strategy hides of a real face, wherever and however large it lies in the crop. */
class MaskingStrategyTest {

  private static final int CROP = 160;
  private static final int GRID = 10;

  private static final List<Landmarks> FACES = new ArrayList<>();

  @BeforeAll
  static void locate() {
    Landmarks face = Portrait.stored(CROP).landmarks();
    Random random = new Random(2);
    for (int i = 0; i < 60; i++) {
      double scale = 0.6 + 0.9 * random.nextDouble();
      double x = 80 - 80 * scale + 30 * (random.nextDouble() - 0.5);
      double y = 80 - 80 * scale + 30 * (random.nextDouble() - 0.5);
      FACES.add(face.transformed(new AffineTransform(scale, 0, x, 0, scale, y)));
    }
  }

  private static int[] mask(String name, int face) {
    return MaskingStrategy.NAMED.get(name).mask(FACES.get(face), CROP, GRID, new Random(face));
  }

  @ParameterizedTest
  @CsvSource({"facial-part, 20", "roi, 20", "block, 20", "whole-part, 25", "random, 75"})
  void everyFaceHidesAsManyPatchesAndNotAlwaysTheSame(String name, int count) {
    Set<String> seen = new HashSet<>();
    for (int face = 0; face < FACES.size(); face++) {
      int[] mask = mask(name, face);
      assertThat(mask).hasSize(count).doesNotHaveDuplicates().isSorted();
      assertThat(mask[0]).isNotNegative();
      assertThat(mask[count - 1]).isLessThan(GRID * GRID);
      assertThat(mask(name, face)).isEqualTo(mask);
      seen.add(Arrays.toString(mask));
    }
    assertThat(seen).hasSizeGreaterThan(FACES.size() / 2);
  }

  @ParameterizedTest
  @CsvSource({"4", "7", "14"})
  void aGridOfAnySizeHasRoomForEveryStrategy(int grid) {
    MaskingStrategy.NAMED.forEach(
        (name, strategy) -> {
          Set<Integer> counts = new HashSet<>();
          for (int face = 0; face < FACES.size(); face++) {
            int[] mask = strategy.mask(FACES.get(face), CROP, grid, new Random(face));
            assertThat(mask).as(name).doesNotHaveDuplicates();
            assertThat(mask[mask.length - 1]).as(name).isLessThan(grid * grid);
            counts.add(mask.length);
          }
          assertThat(counts).as(name).hasSize(1);
        });
  }

  @Test
  void aFacialPartStaysInOnePartAndAWholePartFillsIt() {
    int wholeParts = 0;
    for (int face = 0; face < FACES.size(); face++) {
      int[] part = mask("facial-part", face);
      int[] whole = mask("whole-part", face);
      int best = 0;
      for (FacialPart each : FacialPart.values()) {
        PatchMask regions = FacialRegions.patches(FACES.get(face), each, CROP, GRID);
        best = Math.max(best, common(part, regions) * 100 / Math.min(20, regions.count()));
        PatchMask all = FacialRegions.wholePart(FACES.get(face), each, CROP, GRID);
        wholeParts += common(whole, all) == Math.min(25, all.count()) ? 1 : 0;
        BitSet outside = (BitSet) regions.patches().clone();
        outside.andNot(all.patches());
        assertThat(outside.isEmpty()).isTrue();
      }
      assertThat(best).isEqualTo(100);
    }
    // At least the drawn part of each face.
    assertThat(wholeParts).isGreaterThanOrEqualTo(FACES.size());
  }

  @Test
  void wholeRegionsAreHiddenWhole() {
    for (int face = 0; face < FACES.size(); face++) {
      int[] mask = mask("roi", face);
      BitSet hidden = new BitSet();
      Arrays.stream(mask).forEach(hidden::set);
      BitSet covered = new BitSet();
      for (FacialPart part : FacialPart.values()) {
        for (PatchMask region : FacialRegions.regions(FACES.get(face), part, CROP, GRID)) {
          BitSet rest = (BitSet) region.patches().clone();
          rest.andNot(hidden);
          if (rest.isEmpty()) {
            covered.or(region.patches());
          }
        }
      }
      // All but what the last region was cut to.
      assertThat(covered.cardinality()).isGreaterThan(20 - 9);
    }
  }

  @Test
  void aBlockIsOneRectangleButForItsEnd() {
    for (int face = 0; face < FACES.size(); face++) {
      int[] mask = mask("block", face);
      int top = Arrays.stream(mask).map(patch -> patch / GRID).min().orElseThrow();
      int bottom = Arrays.stream(mask).map(patch -> patch / GRID).max().orElseThrow();
      int left = Arrays.stream(mask).map(patch -> patch % GRID).min().orElseThrow();
      int right = Arrays.stream(mask).map(patch -> patch % GRID).max().orElseThrow();
      int height = bottom - top + 1;
      int width = right - left + 1;
      assertThat(width * height - mask.length).isBetween(0, Math.max(width, height) - 1);
      assertThat((double) Math.max(width, height) / Math.min(width, height)).isLessThan(3);
    }
  }

  private static int common(int[] mask, PatchMask part) {
    return (int) Arrays.stream(mask).filter(part.patches()::get).count();
  }
}
