package org.delocate.network.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.media.image.Image;
import org.junit.jupiter.api.Test;

class FaceTensorsTest {

  @Test
  void picturesBecomePlanesOfValuesBetweenZeroAndOne() {
    // 2 · 16² · 3 random bytes hold every value from 0 to 255.
    List<Image> images = List.of(noise(16, 1), noise(16, 2));
    float[] expected = new float[2 * 3 * 256];
    for (int image = 0; image < 2; image++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int pixel = 0; pixel < 256; pixel++) {
          int value = images.get(image).rgb()[3 * pixel + channel] & 0xFF;
          expected[(image * 3 + channel) * 256 + pixel] = value / 255f;
        }
      }
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = FaceTensors.images(images);

      assertArrayEquals(new long[] {2, 3, 16, 16}, tensor.shape());
      assertArrayEquals(expected, FaceTensors.floats(tensor));
      assertEquals(images.get(1), FaceTensors.image(tensor, 1));
    }
  }

  @Test
  void picturesOfDifferentSizesAreRefused() {
    List<Image> images = List.of(noise(16, 1), noise(8, 2));
    assertThrows(IllegalArgumentException.class, () -> FaceTensors.images(images));
  }

  @Test
  void valuesKeepTheirOrder() {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = FaceTensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

      assertArrayEquals(new long[] {2, 3}, tensor.shape());
      assertEquals(4, tensor.select(0, 1).select(0, 0).item_float());
    }
  }

  @Test
  void whatLiesOnADeviceIsNotSentThere() {
    try (PointerScope scope = new PointerScope()) {
      Tensor tensor = FaceTensors.of(new float[2], 2);

      assertSame(tensor, FaceTensors.onDeviceOf(FaceTensors.of(new float[3], 3), tensor));
    }
  }

  @Test
  void aShapeThatHoldsAnotherNumberOfValuesIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FaceTensors.of(new float[5], 2, 3));
  }

  private static Image noise(int side, long seed) {
    byte[] rgb = new byte[3 * side * side];
    new Random(seed).nextBytes(rgb);
    return new Image(side, side, rgb);
  }
}
