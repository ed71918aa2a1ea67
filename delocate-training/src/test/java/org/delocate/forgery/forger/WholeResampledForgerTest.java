package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.delocate.dataset.mask.Region;
import org.delocate.forgery.pixel.Pixels;
import org.junit.jupiter.api.Test;

final class WholeResampledForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new WholeResampledForger();
  }

  /** Whole faces, all of them. */
  @Override
  double smallFraction() {
    return 0.45;
  }

  /** The generator's pixels lie otherwise over a picture that moved by one of its own. */
  @Override
  double unsteadiness() {
    return 0.6;
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    assertThat(weakerThan(0.8)).isLessThan(3);
  }

  @Test
  void someAreRemadeFromEdgeToEdgeAndTheirMaskIsTheFace() {
    float[] hull = Region.hull(FACE.landmarks(), 192, 192).toPlane().values();
    float[] outside = new float[hull.length];
    for (int i = 0; i < hull.length; i++) {
      outside[i] = 1 - hull[i];
    }
    int everywhere = 0;
    for (int seed = 0; seed < 40; seed++) {
      Forgery forgery = forge(seed);
      if (Arrays.equals(forgery.mask(), hull)) {
        everywhere++;
        assertThat(Pixels.difference(FACE.crop(), forgery.face(), outside)).isGreaterThan(0.3);
      } else {
        for (int i = 0; i < hull.length; i++) {
          if (forgery.mask()[i] == 0) {
            assertThat(forgery.face().rgb()[3 * i]).isEqualTo(FACE.crop().rgb()[3 * i]);
          }
        }
      }
    }
    assertThat(everywhere).isBetween(10, 30);
  }
}
