package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.delocate.dataset.mask.Region;
import org.junit.jupiter.api.Test;

final class SelfBlendedHullsForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new SelfBlendedHullsForger();
  }

  /** Whole faces, all of them. */
  @Override
  double smallFraction() {
    return 0.4;
  }

  @Test
  void mostForgeriesCanBeFound() {
    // A quarter of the blend at most, of one sixth, is as weak as its authors meant it to be.
    assertThat(weakerThan(1)).isLessThan(6);
  }

  @Test
  void theOriginalIsTheChangedPictureInHalfOfTheCases() {
    int changed = 0;
    for (int seed = 0; seed < 200; seed++) {
      Forgery forgery =
          new SelfBlendedHullsForger().plan(seed).forge(FACE.crop(), FACE.landmarks(), 0);
      changed += forgery.originalOf(FACE.crop()).equals(FACE.crop()) ? 0 : 1;
    }
    assertThat(changed).isBetween(75, 125);
  }

  @Test
  void uponTheInputAllAroundIsTheInput() {
    for (int seed = 0; seed < 20; seed++) {
      Forgery forgery = forge(seed);
      Forgery upon = forgery.onInput(FACE.crop());
      assertThat(upon.original()).isEmpty();
      assertThat(upon.mask()).isEqualTo(forgery.mask());
      for (int i = 0; i < upon.mask().length; i++) {
        if (upon.mask()[i] == 0) {
          assertThat(upon.face().rgb()[3 * i]).isEqualTo(FACE.crop().rgb()[3 * i]);
        }
      }
    }
  }

  @Test
  void theMaskStaysWithinReachOfTheFace() {
    // Moved by 3 % of twice the face's width, feathered by at most the difference of two kernels.
    double width = FACE.landmarks().bounds().width();
    Region face =
        Region.hull(FACE.landmarks(), 192, 192).dilated((2 * 0.03 + 0.05 + 2 * 11 / 192.0) * width);
    for (int seed = 0; seed < 60; seed++) {
      float[] mask = forge(seed).mask();
      for (int i = 0; i < mask.length; i++) {
        assertThat(mask[i] > 0 && !face.inside()[i]).as("seed %d, pixel %d", seed, i).isFalse();
      }
    }
  }

  @Test
  void aFaceOutsideThePictureLeavesNothingToForge() {
    var away = new org.delocate.face.geometry.AffineTransform(1, 0, 900, 0, 1, 0);
    Forgery forgery =
        forger().forge(FACE.crop(), FACE.landmarks().transformed(away), new SplittableRandom(1));
    assertThat(forgery.tamperedFraction()).isZero();
    assertThat(forgery.face()).isEqualTo(forgery.originalOf(FACE.crop()));
  }
}
