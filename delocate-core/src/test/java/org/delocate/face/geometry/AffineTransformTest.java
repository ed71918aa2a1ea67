package org.delocate.face.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AffineTransformTest {

  @Test
  void theInverseLeadsBack() {
    Random random = new Random(6);
    for (int round = 0; round < 100; round++) {
      AffineTransform map =
          new AffineTransform(
              1 + random.nextDouble(),
              random.nextDouble() - 0.5,
              100 * random.nextDouble(),
              random.nextDouble() - 0.5,
              1 + random.nextDouble(),
              100 * random.nextDouble());
      double x = 100 * random.nextDouble();
      double y = 100 * random.nextDouble();
      double u = map.applyX(x, y);
      double v = map.applyY(x, y);
      assertThat(map.inverse().applyX(u, v)).isCloseTo(x, Offset.offset(1e-9));
      assertThat(map.inverse().applyY(u, v)).isCloseTo(y, Offset.offset(1e-9));
      assertThat(map.scale() * map.inverse().scale()).isCloseTo(1, Offset.offset(1e-9));
    }
  }

  @Test
  void aMapOntoALineHasNoInverse() {
    assertThatThrownBy(() -> new AffineTransform(1, 2, 0, 2, 4, 0).inverse())
        .isInstanceOf(ArithmeticException.class);
  }
}
