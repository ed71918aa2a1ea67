package org.delocate.dataset.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegionTest {

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2.9, 6, 50})
  void growsAsTheDefinitionSays(double radius) {
    Region region = speckled(23, 17, 0.02, 5);
    assertThat(region.dilated(radius).inside()).isEqualTo(slowlyDilated(region, radius));
  }

  @Test
  void nothingGrowsToNothingAndEverythingStays() {
    Region none = speckled(9, 9, 0, 1);
    assertThat(none.dilated(30).area()).isZero();
    assertThat(none.withoutHoles().area()).isZero();
    assertThat(none.components()).isEmpty();
    assertThat(none.complement().eroded(30).area()).isEqualTo(81);
  }

  @Test
  void closingJoinsAndOpeningParts() {
    Region twoBars = region("##...##", "##...##", "##...##", "##...##");
    assertThat(twoBars.components()).hasSize(2);
    assertThat(twoBars.closed(2).components()).hasSize(1);
    Region speck = region(".......", "..####.", "..####.", "..####.", ".......", "#......");
    assertThat(speck.opened(1).contains(0, 5)).isFalse();
    assertThat(speck.opened(1).contains(3, 2)).isTrue();
  }

  @Test
  void fillsHolesButNotBays() {
    Region ring = region("#####.", "#...#.", "#.#.##", "#...#.", "#####.", "#...#.");
    Region filled = ring.withoutHoles();
    assertThat(filled.contains(1, 1)).isTrue();
    assertThat(filled.contains(2, 5)).isFalse();
    assertThat(filled.contains(5, 0)).isFalse();
    assertThat(filled.area()).isEqualTo(ring.area() + 8);
  }

  @Test
  void componentsComeLargestFirst() {
    Region parts = region("#..##", "...##", "#....");
    assertThat(parts.components()).extracting(Region::area).containsExactly(4, 1, 1);
  }

  @Test
  void aPlaneIsSmoothedLikeAGaussian() {
    float[] impulse = new float[41 * 41];
    impulse[20 * 41 + 20] = 1;
    double sigma = 3;
    Plane smooth = new Plane(41, 41, impulse).blurred(sigma);
    for (int x = 0; x < 41; x++) {
      double gaussian =
          Math.exp(-(x - 20.0) * (x - 20.0) / (2 * sigma * sigma)) / (2 * Math.PI * sigma * sigma);
      assertThat(smooth.at(x, 20)).isCloseTo((float) gaussian, within(0.0015f));
    }
    float[] flat = new float[30];
    java.util.Arrays.fill(flat, 7);
    for (float value : new Plane(5, 6, flat).blurred(9).values()) {
      assertThat(value).isCloseTo(7, within(1e-4f));
    }
  }

  @Test
  void quantilesAreValuesOfThePlane() {
    Plane plane = new Plane(5, 1, new float[] {9, 1, 5, 3, 7});
    assertThat(plane.quantile(0)).isEqualTo(1);
    assertThat(plane.quantile(0.5)).isEqualTo(5);
    assertThat(plane.quantile(1)).isEqualTo(9);
  }

  @Test
  void theHullHoldsItsPointsAndNoMore() {
    float[] diamond = {10, 2, 18, 10, 10, 18, 2, 10, 10, 10, 11, 12};
    Region hull = Region.hull(diamond, 21, 21);
    for (int y = 0; y < 21; y++) {
      for (int x = 0; x < 21; x++) {
        assertThat(hull.contains(x, y))
            .as("%d,%d", x, y)
            .isEqualTo(Math.abs(x - 10) + Math.abs(y - 10) <= 8);
      }
    }
    assertThat(Region.hull(new float[] {-50, -50, 90, -50, 90, 90, -50, 90}, 7, 5).area())
        .isEqualTo(35);
  }

  private static boolean[] slowlyDilated(Region region, double radius) {
    boolean[] grown = new boolean[region.inside().length];
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        for (int v = 0; v < region.height(); v++) {
          for (int u = 0; u < region.width(); u++) {
            grown[y * region.width() + x] |=
                region.contains(u, v) && Math.hypot(u - x, v - y) <= radius;
          }
        }
      }
    }
    return grown;
  }

  private static Region speckled(int width, int height, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] inside = new boolean[width * height];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = random.nextDouble() < share;
    }
    return new Region(width, height, inside);
  }

  private static Region region(String... rows) {
    boolean[] inside = new boolean[rows.length * rows[0].length()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#';
    }
    return new Region(rows[0].length(), rows.length, inside);
  }
}
