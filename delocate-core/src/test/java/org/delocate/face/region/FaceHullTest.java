package org.delocate.face.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.delocate.face.geometry.Landmarks;
import org.junit.jupiter.api.Test;

class FaceHullTest {

  private static final double ABOVE = Double.POSITIVE_INFINITY;
  private static final double BELOW = Double.NEGATIVE_INFINITY;

  /** Landmarks that lie at some points only. */
  private static Landmarks at(float... points) {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = points[i % points.length];
    }
    return new Landmarks(xy, 1);
  }

  @Test
  void spansReachFromBorderToBorder() {
    Landmarks triangle = at(10, 0, 0, 20, 20, 20);
    assertThat(FaceHull.spans(triangle, -1, 0, 10, 20, 21))
        .containsExactly(ABOVE, BELOW, 10, 10, 5, 15, 0, 20, ABOVE, BELOW);
  }

  @Test
  void hullsWithoutAnAreaHaveSpansToo() {
    assertThat(FaceHull.spans(at(3, 4, 9, 4), 4)).containsExactly(3, 9);
    assertThat(FaceHull.spans(at(3, 4, 3, 8), 6)).containsExactly(3, 3);
    assertThat(FaceHull.spans(at(3, 4), 4)).containsExactly(3, 3);
  }

  @Test
  void pixelsLieWithinTheSpans() {
    Landmarks triangle = at(10, 0, 0, 20, 20, 20);
    boolean[] inside = FaceHull.pixels(triangle, 24, 24);
    for (int i = 0; i < inside.length; i++) {
      double[] span = FaceHull.spans(triangle, Math.floorDiv(i, 24));
      assertThat(inside[i]).isEqualTo(i % 24 >= span[0] && i % 24 <= span[1]);
    }
  }
}
