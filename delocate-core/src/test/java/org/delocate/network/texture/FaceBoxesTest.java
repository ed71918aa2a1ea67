package org.delocate.network.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.geometry.Landmarks;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.model.SmallNetworks;
import org.junit.jupiter.api.Test;

/** Held to the same reckoned pixel by pixel. */
final class FaceBoxesTest {

  private static final int PLACES = 12;
  private static final int SIDE = 40;
  private static final float[][] BOXES = {
    {0.2f, 0.1f, 0.7f, 0.95f}, {-0.1f, 0.3f, 1.05f, 0.5f}, {0.5f, 0.5f, 0.5f, 0.9f}
  };

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static double bilinear(float[] values, int from, int side, double x, double y) {
    double column = Math.max(0, Math.min(side - 1, x));
    double row = Math.max(0, Math.min(side - 1, y));
    int left = (int) Math.min(side - 2, Math.floor(column));
    int top = (int) Math.min(side - 2, Math.floor(row));
    double right = column - left;
    double down = row - top;
    int at = from + top * side + left;
    return (1 - down) * ((1 - right) * values[at] + right * values[at + 1])
        + down * ((1 - right) * values[at + side] + right * values[at + side + 1]);
  }

  private static Tensor boxes() {
    float[] all = new float[12];
    for (int i = 0; i < all.length; i++) {
      all[i] = BOXES[i / 4][i % 4];
    }
    return FaceTensors.of(all, BOXES.length, 4);
  }

  private static double length(float[] box, int axis) {
    return Math.max(FaceBoxes.LEAST_SIDE, box[axis + 2] - box[axis]);
  }

  @Test
  void planesLieInTheBoxesAndALittleBeyondThem() {
    float[] plane = random(PLACES * PLACES, 1);
    try (PointerScope scope = new PointerScope()) {
      Tensor own = FaceTensors.of(plane, 1, 1, PLACES, PLACES);
      float[] found = FaceTensors.floats(FaceBoxes.inPictures(own, boxes(), SIDE));
      assertThat(found).hasSize(BOXES.length * SIDE * SIDE);
      for (int i = 0; i < found.length; i++) {
        float[] box = BOXES[i / (SIDE * SIDE)];
        double[] at = new double[2];
        for (int axis = 0; axis < 2; axis++) {
          int pixel = axis == 0 ? i % SIDE : i / SIDE % SIDE;
          double inBox = ((pixel + 0.5) / SIDE - box[axis]) / length(box, axis);
          at[axis] = (inBox + FaceBoxes.MARGIN) / (1 + 2 * FaceBoxes.MARGIN) * PLACES - 0.5;
        }
        assertThat((double) found[i])
            .as("pixel %d", i)
            .isCloseTo(bilinear(plane, 0, PLACES, at[0], at[1]), within(2e-4));
      }
    }
  }

  @Test
  void picturesAreSeenFromThePlanesOfTheirFaces() {
    float[] pictures = random(BOXES.length * SIDE * SIDE, 2);
    try (PointerScope scope = new PointerScope()) {
      Tensor own = FaceTensors.of(pictures, BOXES.length, 1, SIDE, SIDE);
      float[] found = FaceTensors.floats(FaceBoxes.ofPictures(own, boxes(), PLACES));
      assertThat(found).hasSize(BOXES.length * PLACES * PLACES);
      for (int i = 0; i < found.length; i++) {
        int face = i / (PLACES * PLACES);
        double[] at = new double[2];
        for (int axis = 0; axis < 2; axis++) {
          int place = axis == 0 ? i % PLACES : i / PLACES % PLACES;
          double inBox = (place + 0.5) / PLACES * (1 + 2 * FaceBoxes.MARGIN) - FaceBoxes.MARGIN;
          at[axis] = (inBox * length(BOXES[face], axis) + BOXES[face][axis]) * SIDE - 0.5;
        }
        assertThat((double) found[i])
            .as("place %d", i)
            .isCloseTo(bilinear(pictures, face * SIDE * SIDE, SIDE, at[0], at[1]), within(2e-4));
      }
    }
  }

  /** Of a face that fills its box as most do, what was put into the plane is found again. */
  @Test
  void thereAndBackIsTheSameWherePicturesHaveMorePixels() {
    float[] plane = new float[PLACES * PLACES];
    for (int i = 0; i < plane.length; i++) {
      int row = i / PLACES;
      plane[i] = i % PLACES + 2f * row;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor own = FaceTensors.of(plane, 1, 1, PLACES, PLACES);
      Tensor box = FaceTensors.of(new float[] {0.156f, 0.085f, 0.842f, 0.905f}, 1, 4);
      Tensor there = FaceBoxes.inPictures(own, box, 192);
      float[] back = FaceTensors.floats(FaceBoxes.ofPictures(there, box, PLACES));
      for (int row = 1; row < PLACES - 1; row++) {
        for (int column = 1; column < PLACES - 1; column++) {
          int i = row * PLACES + column;
          assertThat(back[i]).as("place %d", i).isCloseTo(plane[i], within(1e-3f));
        }
      }
    }
  }

  /** As large in the crop, whatever is seen around it. */
  @Test
  void theTypicalBoxLiesInTheCrop() {
    NetworkConfiguration plain = SmallNetworks.configuration();
    float[] alone = FaceBoxes.typical(plain);
    float[] around = FaceBoxes.typical(plain.withSurround(8));
    int crop = plain.crop().size();
    for (int i = 0; i < FaceBoxes.SIDES; i++) {
      assertThat(around[i] * (crop + 16) - 8).isCloseTo(alone[i] * crop, within(1e-4f));
    }
    assertThat(alone[0]).isLessThan(alone[2]);
    assertThat(alone[1]).isLessThan(alone[3]);
  }

  @Test
  void boxesAreThoseOfTheLandmarks() {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = 20 + i % 41;
      xy[2 * i + 1] = 9.5f + i % 81;
    }
    try (PointerScope scope = new PointerScope()) {
      float[] found = FaceTensors.floats(FaceBoxes.of(List.of(new Landmarks(xy, 1)), 100));
      assertThat(found).containsExactly(0.205f, 0.1f, 0.605f, 0.9f);
    }
  }
}
