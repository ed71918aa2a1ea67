package org.delocate.forgery.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class WarpTest {

  private static final int WIDTH = 90;
  private static final int HEIGHT = 70;
  private static final Box FACE = new Box(20, 10, 50, 45);

  @Test
  void aRegionIsWarpedAsAPictureOfItIs() {
    Region region =
        Region.hull(new float[] {25, 15, 60, 12, 68, 40, 44, 58, 22, 37}, WIDTH, HEIGHT);
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (region.inside()[i / 3] ? 255 : 0);
    }
    Image picture = new Image(WIDTH, HEIGHT, rgb);
    for (int seed = 0; seed < 10; seed++) {
      Warp warp = Warp.random(FACE, 0.08, 0.06, 0.2, 0.03, new SplittableRandom(seed));
      Region warped = warp.of(region);
      byte[] seen = warp.of(picture).rgb();
      int differ = 0;
      for (int i = 0; i < warped.inside().length; i++) {
        int level = seen[3 * i] & 0xFF;
        if (level == 0 || level == 255) {
          assertThat(warped.inside()[i]).as("seed %d, pixel %d", seed, i).isEqualTo(level == 255);
        } else {
          differ += warped.inside()[i] == level > 127 ? 0 : 1;
        }
      }
      assertThat(differ).isLessThan(40);
      assertThat(warped.area()).isNotEqualTo(region.area());
    }
  }

  @Test
  void laidIsBlendedAfterMoving() {
    Image under = noise(1);
    Image over = noise(2);
    AffineTransform move = new AffineTransform(1.03, 0.02, -2.4, -0.02, 0.97, 1.3);
    float[] weights = new float[WIDTH * HEIGHT];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % WIDTH < 30 ? 0 : Math.min(1, (i % WIDTH - 30) / 40f);
    }
    Image laid = Warp.laid(over, move, under, weights, 0.75f);
    Image expected = Pixels.blended(under, Warp.affine(move).of(over), weights, 0.75f);
    float[] everywhere = new float[weights.length];
    Arrays.fill(everywhere, 1);
    for (byte level : laid.difference(expected, 1).rgb()) {
      assertThat(level).isBetween((byte) 0, (byte) 1);
    }
    assertThat(Pixels.difference(laid, under, everywhere)).isGreaterThan(5);
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) {
        assertThat(laid.rgb()[3 * i]).isEqualTo(under.rgb()[3 * i]);
      }
    }
  }

  private static Image noise(long seed) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(256);
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }
}
