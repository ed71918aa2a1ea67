package org.delocate.detection.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.delocate.face.geometry.Landmarks;
import org.junit.jupiter.api.Test;

class MarkedFractionTest {

  private static final int SIZE = 40;

  @Test
  void onlyPixelsInsideTheHullCount() {
    // A rectangle from (10, 5) to (29, 34): 20 x 30 pixels, the other points inside.
    Landmarks face = landmarks(10, 5, 29, 5, 29, 34, 10, 34);
    float[] mask = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      Arrays.fill(mask, y * SIZE, y * SIZE + 20, 0.9f); // left half, and all beside the face
    }

    assertThat(MarkedFraction.of(face, mask, SIZE, 0.5)).isEqualTo(0.5);
  }

  @Test
  void onlyPixelsThatReachTheValueCount() {
    Landmarks face = landmarks(10, 5, 29, 5, 29, 34, 10, 34);
    float[] mask = new float[SIZE * SIZE];
    Arrays.fill(mask, 0.49f);
    assertThat(MarkedFraction.of(face, mask, SIZE, 0.5)).isZero();
    assertThat(MarkedFraction.of(face, mask, SIZE, 0.2)).isEqualTo(1);
    Arrays.fill(mask, 0.5f);
    assertThat(MarkedFraction.of(face, mask, SIZE, 0.5)).isEqualTo(1);
  }

  @Test
  void aSlantedHullIsMeasuredAsItsArea() {
    // A diamond of half diagonal 15 around (20, 20): inside, |dx| + |dy| <= 15.
    Landmarks face = landmarks(20, 5, 35, 20, 20, 35, 5, 20);
    float[] mask = new float[SIZE * SIZE];
    int inside = 0;
    int marked = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        boolean in = Math.abs(x - 20) + Math.abs(y - 20) <= 15;
        inside += in ? 1 : 0;
        if (x > 24) {
          mask[y * SIZE + x] = 1;
          marked += in ? 1 : 0;
        }
      }
    }

    assertThat(MarkedFraction.of(face, mask, SIZE, 0.5))
        .isEqualTo((double) marked / inside, within(1e-12));
  }

  @Test
  void aFaceOutsideItsCropHasNoShare() {
    Landmarks face = landmarks(-30, -30, -20, -30, -20, -20, -30, -20);
    float[] mask = new float[SIZE * SIZE];
    Arrays.fill(mask, 1);
    assertThat(MarkedFraction.of(face, mask, SIZE, 0.5)).isZero();
  }

  /** Four corners; all other points lie in their middle. */
  private static Landmarks landmarks(float... corners) {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = (corners[0] + corners[4]) / 2;
      xy[2 * i + 1] = (corners[1] + corners[5]) / 2;
    }
    System.arraycopy(corners, 0, xy, 200, corners.length);
    return new Landmarks(xy, 1);
  }
}
