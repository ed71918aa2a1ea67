package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.delocate.forgery.change.GeneratorTrace;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class ResynthesisForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new ResynthesisForger();
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    assertThat(weakerThan(1.5)).isLessThan(3);
  }

  @Test
  void ofAnEvenPictureOnlyTheLatticeOfTheBlocksIsLeft() {
    Image grey = new Image(32, 32, even((byte) 120));
    for (int seed = 0; seed < 20; seed++) {
      GeneratorTrace trace = GeneratorTrace.random(new SplittableRandom(seed));
      Image made = trace.of(grey);
      for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 32; x++) {
          int inFirstBlock = 3 * (y % trace.factor() * 32 + x % trace.factor());
          assertThat(made.rgb()[3 * (y * 32 + x)]).isEqualTo(made.rgb()[inFirstBlock]);
          assertThat(made.rgb()[3 * (y * 32 + x)] & 0xFF).isBetween(90, 150);
        }
      }
    }
  }

  @Test
  void someMakeDetailUpAndOthersLoseIt() {
    double own = detail(FACE.crop());
    double[] ratios =
        IntStream.range(0, 40)
            .mapToDouble(
                seed ->
                    detail(GeneratorTrace.random(new SplittableRandom(seed)).of(FACE.crop())) / own)
            .toArray();
    assertThat(Arrays.stream(ratios).max().orElseThrow()).isGreaterThan(1.2);
    assertThat(Arrays.stream(ratios).min().orElseThrow()).isLessThan(0.8);
  }

  /** Mean absolute second difference along the rows: what is left of the finest detail. */
  private static double detail(Image image) {
    double sum = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 1; x < image.width() - 1; x++) {
        int k = 3 * (y * image.width() + x) + 1;
        sum +=
            Math.abs(
                (image.rgb()[k - 3] & 0xFF)
                    - 2 * (image.rgb()[k] & 0xFF)
                    + (image.rgb()[k + 3] & 0xFF));
      }
    }
    return sum;
  }

  private static byte[] even(byte value) {
    byte[] rgb = new byte[32 * 32 * 3];
    Arrays.fill(rgb, value);
    return rgb;
  }
}
