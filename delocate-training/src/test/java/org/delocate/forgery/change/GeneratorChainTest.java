package org.delocate.forgery.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.forgery.pixel.FloatImage;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.pixel.Resampling;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class GeneratorChainTest {

  private static final Image FACE = ForgerContract.FACE.crop();

  @Test
  void keepsTheSizeAndTheFaceAndLosesDetailByItsFactor() {
    double before = 0;
    float[] none = new float[12];
    Arrays.fill(none, 1);
    for (double factor : new double[] {1.2, 1.7, 2.5, 4}) {
      GeneratorChain chain =
          new GeneratorChain(factor, Resampling.AREA, Resampling.LINEAR, Resampling.CUBIC, 0, none);
      Image made = chain.of(FloatImage.of(FACE)).toImage();
      assertThat(made.width()).isEqualTo(192);
      assertThat(made.height()).isEqualTo(192);
      double lost = difference(made);
      assertThat(lost).isGreaterThan(before);
      before = lost;
    }
    assertThat(before).isLessThan(12);
  }

  @Test
  void theLatticeKeepsTheMeanAndIsSeenInAFlatPicture() {
    float[] grey = new float[3 * 96 * 96];
    Arrays.fill(grey, 128);
    int seen = 0;
    for (int seed = 0; seed < 40; seed++) {
      GeneratorChain chain = GeneratorChain.random(1.2, 3, new SplittableRandom(seed));
      FloatImage made = chain.of(new FloatImage(96, 96, grey.clone()));
      float least = 255;
      float most = 0;
      double sum = 0;
      for (float value : made.rgb()) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += value / made.rgb().length;
      }
      assertThat(sum).isBetween(126.0, 130.0);
      assertThat(most - least).isLessThan(25);
      seen += most - least > 0.5 ? 1 : 0;
    }
    assertThat(seen).isGreaterThan(15);
  }

  private static double difference(Image image) {
    float[] everywhere = new float[192 * 192];
    Arrays.fill(everywhere, 1);
    return Pixels.difference(FACE, image, everywhere);
  }
}
