package org.delocate.report.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.media.image.GrayImage;
import org.junit.jupiter.api.Test;

class MaskProjectorTest {

  @Test
  void aMaskInFramePixelsIsCopied() {
    MaskProjector projector = new MaskProjector(10, 8);
    projector.add(new float[] {0, 0.2f, 0.4f, 1}, 2, new AffineTransform(1, 0, 3, 0, 1, 5));

    GrayImage map = projector.map();
    assertThat(map.sample(3, 5)).isEqualTo(0);
    assertThat(map.sample(4, 5)).isEqualTo(51);
    assertThat(map.sample(3, 6)).isEqualTo(102);
    assertThat(map.sample(4, 6)).isEqualTo(255);
    assertThat(sum(map)).isEqualTo(51 + 102 + 255);
  }

  @Test
  void aTurnedMaskLandsWhereItsPointsAre() {
    // A quarter turn: crop (x, y) lies at frame (20 - y, 4 + x).
    AffineTransform turn = new AffineTransform(0, -1, 20, 1, 0, 4);
    float[] mask = new float[9];
    mask[2] = 1; // row 0, column 2
    MaskProjector projector = new MaskProjector(30, 20);
    projector.add(mask, 3, turn);

    assertThat(projector.map().sample(20, 6)).isEqualTo(255);
    assertThat(sum(projector.map())).isEqualTo(255);
  }

  @Test
  void whereFacesOverlapTheHigherCounts() {
    MaskProjector projector = new MaskProjector(4, 4);
    projector.add(filled(4, 0.8f), 4, new AffineTransform(1, 0, 0, 0, 1, 0));
    projector.add(filled(2, 0.4f), 2, new AffineTransform(1, 0, 1, 0, 1, 1));

    assertThat(projector.map().sample(1, 1)).isEqualTo(204);
  }

  @Test
  void aFaceOverTheBorderIsCutOff() {
    MaskProjector projector = new MaskProjector(6, 6);
    projector.add(filled(8, 1), 8, new AffineTransform(1, 0, -4, 0, 1, 3));

    GrayImage map = projector.map();
    assertThat(map.sample(0, 3)).isEqualTo(255);
    assertThat(map.sample(3, 5)).isEqualTo(255);
    assertThat(map.sample(4, 3)).isZero();
    assertThat(map.sample(0, 2)).isZero();
  }

  @Test
  void aSmallFaceKeepsTheMeanOfItsMask() {
    // Stripes one pixel wide, shrunk four times: no sample may fall between the stripes.
    float[] stripes = new float[64 * 64];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = i % 2;
    }
    MaskProjector projector = new MaskProjector(40, 40);
    projector.add(stripes, 64, new AffineTransform(0.25, 0, 10, 0, 0.25, 10));

    assertThat(projector.map().sample(18, 18)).isBetween(126, 129);
  }

  private static float[] filled(int side, float value) {
    float[] mask = new float[side * side];
    Arrays.fill(mask, value);
    return mask;
  }

  private static int sum(GrayImage map) {
    int sum = 0;
    for (byte value : map.gray()) {
      sum += value & 0xFF;
    }
    return sum;
  }
}
