package org.delocate.forgery.degrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.delocate.dataset.mask.Region;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Box;
import org.delocate.face.geometry.Landmarks;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

final class HonestEditsTest {

  /** The whole head within the picture. */
  private static final AffineTransform FARTHER = new AffineTransform(0.5, 0, 48, 0, 0.5, 48);

  private static final Image FACE =
      Pixels.noisy(
          Warp.affine(FARTHER.inverse()).of(ForgerContract.FACE.crop()),
          4,
          new SplittableRandom(1));

  private static final Landmarks LANDMARKS = ForgerContract.FACE.landmarks().transformed(FARTHER);

  private static final Region HULL = Region.hull(LANDMARKS, 192, 192);

  private static float[] weights(Region region) {
    return region.toPlane().values();
  }

  @Test
  void beautyEvensTheSkinOutAndLeavesTheBackgroundAlone() {
    Image light = HonestEdits.beautified(FACE, LANDMARKS, 8);
    Image strong = HonestEdits.beautified(FACE, LANDMARKS, 20);
    Region away = HULL.dilated(20).complement();
    assertThat(Pixels.difference(FACE, strong, weights(away))).isZero();
    double weak = Pixels.difference(FACE, light, weights(HULL));
    assertThat(weak).isGreaterThan(0.5);
    assertThat(Pixels.difference(FACE, strong, weights(HULL))).isGreaterThan(weak);
    int x = Math.round(LANDMARKS.x(205));
    int y = Math.round(LANDMARKS.y(205));
    assertThat(roughness(strong, x, y)).isLessThan(0.8 * roughness(FACE, x, y));
  }

  /** Mean step from pixel to pixel in a small window. */
  private static double roughness(Image image, int x, int y) {
    double sum = 0;
    for (int dy = -4; dy <= 4; dy++) {
      for (int dx = -4; dx <= 4; dx++) {
        sum +=
            Math.abs(image.sample(x + dx, y + dy, 1) - image.sample(x + dx + 1, y + dy, 1)) / 81.0;
      }
    }
    return sum;
  }

  @Test
  void aCallsBackgroundIsSoftAndItsFaceUntouched() {
    Image call = HonestEdits.backgroundBlurred(FACE, LANDMARKS);
    assertThat(Pixels.difference(FACE, call, weights(HULL))).isLessThan(0.05);
    assertThat(roughness(call, 12, 12)).isLessThan(0.3 * roughness(FACE, 12, 12));
  }

  @Test
  void aStickerCoversAPartOfTheFaceAndFollowsTheSeed() {
    Box box = LANDMARKS.bounds();
    for (int seed = 0; seed < 20; seed++) {
      Image stuck = HonestEdits.stickered(FACE, LANDMARKS, new SplittableRandom(seed));
      assertThat(stuck)
          .isEqualTo(HonestEdits.stickered(FACE, LANDMARKS, new SplittableRandom(seed)));
      int changed = 0;
      for (int i = 0; i < 192 * 192; i++) {
        boolean differs = false;
        for (int k = 3 * i; k < 3 * i + 3; k++) {
          differs |= stuck.rgb()[k] != FACE.rgb()[k];
        }
        changed += differs ? 1 : 0;
      }
      double share = changed / (box.width() * box.height());
      assertThat(share).as("seed %d", seed).isBetween(0.02, 0.12);
    }
  }
}
