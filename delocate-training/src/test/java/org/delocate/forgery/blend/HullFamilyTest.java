package org.delocate.forgery.blend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.ForgerContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class HullFamilyTest {

  /** The whole of the face within the picture. */
  private static final Landmarks FACE =
      ForgerContract.FACE.landmarks().transformed(new AffineTransform(0.7, 0, 30, 0, 0.7, 20));

  private static final int MIDDLE_OF_BROW = 105;
  private static final int MIDDLE_OF_FOREHEAD = 151;

  private static Region of(HullFamily family, boolean forehead) {
    return family.of(FACE, forehead, 192, 192);
  }

  private static boolean holds(Region region, int landmark) {
    return region.contains(Math.round(FACE.x(landmark)), Math.round(FACE.y(landmark)));
  }

  private static boolean within(Region inner, Region outer) {
    return inner.intersection(outer).area() == inner.area();
  }

  @ParameterizedTest
  @EnumSource(HullFamily.class)
  void everyFamilyCoversMouthNoseAndEyesAndStaysOnTheFace(HullFamily family) {
    Region region = of(family, false);
    for (int point : new int[] {13, 14, 61, 291, 4, 168, 159, 386, 152}) {
      // A pixel of tolerance: points on the rim are rounded to a pixel beside it.
      assertThat(holds(region.dilated(1.5), point)).as("point %d", point).isTrue();
    }
    assertThat(holds(region, MIDDLE_OF_FOREHEAD)).isFalse();
    assertThat(within(region, Region.hull(FACE, 192, 192).dilated(1))).isTrue();
  }

  @Test
  void theForeheadBelongsToTheConvexHullAlone() {
    assertThat(holds(of(HullFamily.CONVEX, true), MIDDLE_OF_FOREHEAD)).isTrue();
    for (HullFamily family : HullFamily.values()) {
      if (family != HullFamily.CONVEX) {
        assertThat(of(family, true).inside()).isEqualTo(of(family, false).inside());
      }
    }
  }

  @Test
  void raisedBrowsReachHigherThanTheSameHullsWithout() {
    Region raised = of(HullFamily.RAISED_BROWS, false);
    Region plain = of(HullFamily.COMPONENTS, false);
    assertThat(raised.area()).isGreaterThan(plain.area());
    int above = Math.round(FACE.y(MIDDLE_OF_BROW) - 0.4f * (FACE.y(159) - FACE.y(MIDDLE_OF_BROW)));
    int at = Math.round(FACE.x(MIDDLE_OF_BROW));
    assertThat(raised.contains(at, above)).isTrue();
    assertThat(plain.contains(at, above)).isFalse();
  }

  @Test
  void unionsOfPartsLieWithinTheHullAndCoverNearlyAllOfIt() {
    Region convex = of(HullFamily.CONVEX, false);
    for (HullFamily family : new HullFamily[] {HullFamily.JAW_NOSE_EYES, HullFamily.COMPONENTS}) {
      Region parts = of(family, false);
      assertThat(within(parts, convex)).as("%s", family).isTrue();
      assertThat(parts.area()).as("%s", family).isGreaterThan((int) (0.9 * convex.area()));
    }
  }

  @Test
  void allFourAreDrawnAboutEquallyOften() {
    Map<HullFamily, Integer> counts = new EnumMap<>(HullFamily.class);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400; i++) {
      counts.merge(HullFamily.random(random), 1, Integer::sum);
    }
    assertThat(counts).hasSize(4);
    assertThat(counts.values()).allMatch(count -> count > 70);
  }
}
