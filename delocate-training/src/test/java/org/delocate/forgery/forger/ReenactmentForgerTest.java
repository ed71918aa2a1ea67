package org.delocate.forgery.forger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.delocate.forgery.shape.DisplacementField;
import org.delocate.forgery.shape.Expression;
import org.junit.jupiter.api.Test;

final class ReenactmentForgerTest extends ForgerContract {

  @Override
  Forger forger() {
    return new ReenactmentForger();
  }

  @Test
  void nearlyAllForgeriesCanBeFound() {
    assertThat(weakerThan(2)).isLessThan(3);
  }

  @Test
  void theMouthsCornerGoesWhereItIsSent() {
    Expression smile = new Expression(List.of(new Expression.Move(61, 0.08, 0.07, -0.03, -0.02)));
    double unit = FACE.landmarks().bounds().width();
    DisplacementField field = smile.field(FACE.landmarks(), 192, 192);
    float[] moved = field.moved(0.003 * unit, 0.008 * unit);
    int x = Math.round(FACE.landmarks().x(61));
    int y = Math.round(FACE.landmarks().y(61));
    assertThat(moved[y * 192 + x]).isEqualTo(1f);
    // Its colour is found again where the corner went, within the grain of a steep edge.
    int toX = (int) Math.round(FACE.landmarks().x(61) - 0.03 * unit);
    int toY = (int) Math.round(FACE.landmarks().y(61) - 0.02 * unit);
    for (int channel = 0; channel < 3; channel++) {
      int before = FACE.crop().sample(x, y, channel);
      int stayed = FACE.crop().sample(toX, toY, channel);
      int after = field.applied(FACE.crop(), moved).sample(toX, toY, channel);
      assertThat(Math.abs(after - before)).isLessThan(Math.abs(stayed - before) / 2);
    }
    // The other eye did not move at all.
    int eye = Math.round(FACE.landmarks().y(386)) * 192 + Math.round(FACE.landmarks().x(386));
    assertThat(moved[eye]).isZero();
  }
}
