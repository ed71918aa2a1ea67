package org.delocate.network.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Scenes;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;
import org.delocate.network.engine.Engine;
import org.delocate.network.input.FaceTensors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextureViewsTest {

  private static final int WHOLE = 24;

  @BeforeAll
  static void engine() {
    Engine.start();
  }

  /** With something around the crop, and with nothing, where what is mirrored counts. */
  @Test
  void detailIsWhatABlurTakesAway() {
    detailIsWhatABlurTakesAway(16);
    detailIsWhatABlurTakesAway(WHOLE);
  }

  private static void detailIsWhatABlurTakesAway(int side) {
    float[] values = new float[2 * 3 * WHOLE * WHOLE];
    Random random = new Random(5);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    int border = (WHOLE - side) / 2;
    try (PointerScope scope = new PointerScope()) {
      float[] detail =
          FaceTensors.floats(
              TextureViews.detail(FaceTensors.of(values, 2, 3, WHOLE, WHOLE), side).contiguous());

      assertThat(detail).hasSize(2 * 3 * side * side);
      for (int plane = 0; plane < 6; plane++) {
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            double own = values[(plane * WHOLE + y + border) * WHOLE + x + border];
            double expected = 0.5 + 4 * (own - blurred(values, plane, y + border, x + border));
            assertThat((double) detail[(plane * side + y) * side + x])
                .isCloseTo(Math.min(1, Math.max(0, expected)), within(2e-5));
          }
        }
      }
    }
  }

  /** A face that only moves differs from itself, and hardly once it is drawn back. */
  @Test
  void theResidualIsWhatMotionLeaves() {
    int side = 96;
    Image now = scene(0);
    Image later = scene(2);
    try (PointerScope scope = new PointerScope()) {
      Tensor images = FaceTensors.images(List.of(now, now));
      Tensor next = FaceTensors.images(List.of(later, now));
      float[] motion = FaceTensors.floats(TextureViews.motion(images, next, side).contiguous());
      Tensor back = CompensatedFaces.of(images, next);
      float[] residual = FaceTensors.floats(TextureViews.residual(images, back, side).contiguous());

      assertThat(residual).hasSize(motion.length).hasSize(2 * 3 * side * side);
      int half = motion.length / 2;
      assertThat(awayFromHalf(residual, 0, half)).isBetween(0.001, 0.04);
      assertThat(awayFromHalf(motion, 0, half)).isGreaterThan(0.1);
      assertThat(awayFromHalf(residual, half, 2 * half)).isLessThan(0.001);
    }
  }

  private static Image scene(int right) {
    AffineTransform seen = new AffineTransform(1, 0, 176.0 - right, 0, 1, 62);
    return SquareCutter.square(Scenes.ASTRONAUT, seen, 96, true);
  }

  private static double awayFromHalf(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(values[i] - 0.5);
    }
    return sum / (to - from);
  }

  /** A Gaussian of 1.5 pixels, cut off after 6, with the picture mirrored at its borders. */
  private static double blurred(float[] values, int plane, int y, int x) {
    double sum = 0;
    double weights = 0;
    for (int i = -6; i <= 6; i++) {
      for (int j = -6; j <= 6; j++) {
        double weight = Math.exp(-(i * i + j * j) / (2 * 1.5 * 1.5));
        sum += weight * values[(plane * WHOLE + mirrored(y + i)) * WHOLE + mirrored(x + j)];
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static int mirrored(int at) {
    int inside = Math.abs(at);
    return inside < WHOLE ? inside : 2 * (WHOLE - 1) - inside;
  }
}
