package org.delocate.network.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.delocate.face.geometry.Landmarks;
import org.delocate.network.input.FaceTensors;
import org.delocate.network.input.NetworkConfiguration;
import org.delocate.network.input.NetworkConfiguration.Texture;
import org.delocate.network.input.TextureView;
import org.delocate.network.model.SmallNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to the same reckoned pixel by pixel. */
final class FaceOutlinesTest {

  private static final int PLACES = 12;
  private static final int SIDE = 40;
  private static final int FACES = 3;

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

  /** Faces of which one reaches out of its picture, one is wide, and one has no width. */
  private static float[][] outlines() {
    float[][] outlines = new float[FACES][FaceOutlines.NUMBERS];
    float[][] boxes = {
      {0.2f, 0.1f, 0.7f, 0.95f}, {-0.1f, 0.3f, 1.05f, 0.5f}, {0.5f, 0.5f, 0.5f, 0.9f}
    };
    float[] wander = random(FACES * FaceOutlines.NUMBERS, 3);
    for (int face = 0; face < FACES; face++) {
      outlines[face][0] = boxes[face][1];
      outlines[face][1] = boxes[face][3];
      for (int i = 2; i < FaceOutlines.NUMBERS; i++) {
        float moved = face == 2 ? 0 : 0.1f * wander[face * FaceOutlines.NUMBERS + i];
        outlines[face][i] = boxes[face][i % 2 == 0 ? 0 : 2] + moved;
      }
    }
    return outlines;
  }

  private static Tensor tensor(float[][] outlines) {
    float[] all = new float[outlines.length * FaceOutlines.NUMBERS];
    for (int i = 0; i < all.length; i++) {
      all[i] = outlines[i / FaceOutlines.NUMBERS][i % FaceOutlines.NUMBERS];
    }
    return FaceTensors.of(all, outlines.length, FaceOutlines.NUMBERS);
  }

  private static double length(double from, double to) {
    return Math.max(FaceOutlines.LEAST_SIDE, to - from);
  }

  /** Left or right at a share of the face's height, between the two rows next to it. */
  private static double end(float[] outline, double down, int side) {
    double at = Math.max(0, Math.min(FaceOutlines.ROWS - 1, down * FaceOutlines.ROWS - 0.5));
    int row = (int) Math.min(FaceOutlines.ROWS - 2, Math.floor(at));
    double below = at - row;
    return (1 - below) * outline[2 + 2 * row + side] + below * outline[4 + 2 * row + side];
  }

  @Test
  void planesLieInFacesAndALittleBeyondThem() {
    float[] plane = random(PLACES * PLACES, 1);
    float[][] outlines = outlines();
    try (PointerScope scope = new PointerScope()) {
      Tensor own = FaceTensors.of(plane, 1, 1, PLACES, PLACES);
      float[] found = FaceTensors.floats(FaceOutlines.inPictures(own, tensor(outlines), SIDE));
      assertThat(found).hasSize(FACES * SIDE * SIDE);
      for (int i = 0; i < found.length; i++) {
        float[] outline = outlines[i / (SIDE * SIDE)];
        double x = (i % SIDE + 0.5) / SIDE;
        double y = (i / SIDE % SIDE + 0.5) / SIDE;
        double down = (y - outline[0]) / length(outline[0], outline[1]);
        double left = end(outline, down, 0);
        double across = (x - left) / length(left, end(outline, down, 1));
        assertThat((double) found[i])
            .as("pixel %d", i)
            .isCloseTo(bilinear(plane, 0, PLACES, place(across), place(down)), within(2e-4));
      }
    }
  }

  private static double place(double inFace) {
    return (inFace + FaceOutlines.MARGIN) / (1 + 2 * FaceOutlines.MARGIN) * PLACES - 0.5;
  }

  @Test
  void picturesAreSeenFromThePlanesOfTheirFaces() {
    float[] pictures = random(FACES * SIDE * SIDE, 2);
    float[][] outlines = outlines();
    try (PointerScope scope = new PointerScope()) {
      Tensor own = FaceTensors.of(pictures, FACES, 1, SIDE, SIDE);
      float[] found = FaceTensors.floats(FaceOutlines.ofPictures(own, tensor(outlines), PLACES));
      assertThat(found).hasSize(FACES * PLACES * PLACES);
      for (int i = 0; i < found.length; i++) {
        int face = i / (PLACES * PLACES);
        float[] outline = outlines[face];
        double across = inFace(i % PLACES);
        double down = inFace(i / PLACES % PLACES);
        double left = end(outline, down, 0);
        double x = left + across * length(left, end(outline, down, 1));
        double y = outline[0] + down * length(outline[0], outline[1]);
        assertThat((double) found[i])
            .as("place %d", i)
            .isCloseTo(
                bilinear(pictures, face * SIDE * SIDE, SIDE, x * SIDE - 0.5, y * SIDE - 0.5),
                within(2e-4));
      }
    }
  }

  private static double inFace(int place) {
    return (place + 0.5) / PLACES * (1 + 2 * FaceOutlines.MARGIN) - FaceOutlines.MARGIN;
  }

  /** Of a face that looks into the camera, what was put into the plane is found again. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thereAndBackIsTheSameWherePicturesHaveMorePixels(boolean outline) {
    float[] plane = new float[PLACES * PLACES];
    for (int i = 0; i < plane.length; i++) {
      int row = i / PLACES;
      plane[i] = i % PLACES + 2f * row;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor own = FaceTensors.of(plane, 1, 1, PLACES, PLACES);
      Tensor face = tensor(new float[][] {FaceOutlines.typical(configuration(outline, 16))});
      Tensor there = FaceOutlines.inPictures(own, face, 192);
      float[] back = FaceTensors.floats(FaceOutlines.ofPictures(there, face, PLACES));
      for (int row = 1; row < PLACES - 1; row++) {
        for (int column = 1; column < PLACES - 1; column++) {
          int i = row * PLACES + column;
          assertThat(back[i]).as("place %d", i).isCloseTo(plane[i], within(0.05f));
        }
      }
    }
  }

  private static NetworkConfiguration configuration(boolean outline, int surround) {
    Texture.Scale scale = new Texture.Scale(1, 0);
    List<TextureView> views = List.of(TextureView.RESIDUAL);
    return SmallNetworks.configuration()
        .withTexture(
            new Texture(0, scale, scale, 0, scale, null, 0.5, views).withPlaces(0.5, true, outline),
            surround);
  }

  /** As large in the crop, whatever is seen around it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTypicalFaceLiesInTheCrop(boolean outline) {
    float[] alone = FaceOutlines.typical(configuration(outline, 0));
    float[] around = FaceOutlines.typical(configuration(outline, 8));
    int crop = configuration(outline, 0).crop().size();
    for (int i = 0; i < FaceOutlines.NUMBERS; i++) {
      assertThat(around[i] * (crop + 16) - 8).isCloseTo(alone[i] * crop, within(1e-4f));
    }
    assertThat(alone[0]).isLessThan(alone[1]);
    for (int row = 0; row < FaceOutlines.ROWS; row++) {
      assertThat(alone[2 + 2 * row]).isLessThan(alone[3 + 2 * row]);
    }
    float atTheTop = alone[3] - alone[2];
    float inTheMiddle = alone[3 + FaceOutlines.ROWS] - alone[2 + FaceOutlines.ROWS];
    if (outline) {
      assertThat(atTheTop).isLessThan(inTheMiddle);
    } else {
      assertThat(atTheTop).isEqualTo(inTheMiddle);
    }
  }

  @Test
  void aFaceWithoutASizeHasAnOutline() {
    float[] xy = new float[2 * Landmarks.COUNT];
    Arrays.fill(xy, 12.3f);
    NetworkConfiguration networks = configuration(true, 0);
    float[] found = FaceOutlines.of(new Landmarks(xy, 1), networks);
    for (float number : found) {
      assertThat(number * networks.view().size()).isCloseTo(12.8f, within(1e-4f));
    }
  }

  /** A square that stands on a corner: as wide as it is high, widest in the middle. */
  @Test
  void outlinesAreThoseOfTheLandmarks() {
    float[] xy = new float[2 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      xy[2 * i] = 32 + (i % 4 == 0 ? -16 : i % 4 == 2 ? 16 : 0);
      xy[2 * i + 1] = 31.5f + (i % 4 == 1 ? -16 : i % 4 == 3 ? 16 : 0);
    }
    Landmarks landmarks = new Landmarks(xy, 1);
    NetworkConfiguration networks = configuration(true, 0);
    int side = networks.view().size();
    float[] found = FaceOutlines.of(landmarks, networks);
    assertThat(found[0] * side).isCloseTo(16, within(1e-4f));
    assertThat(found[1] * side).isCloseTo(48, within(1e-4f));
    for (int row = 0; row < FaceOutlines.ROWS; row++) {
      double away = Math.abs((row + 0.5) / FaceOutlines.ROWS - 0.5);
      float half = (float) Math.max(16 * (1 - 2 * away), 0.35 * 16);
      assertThat(found[2 + 2 * row] * side).isCloseTo(32.5f - half, within(1e-3f));
      assertThat(found[3 + 2 * row] * side).isCloseTo(32.5f + half, within(1e-3f));
    }
    float[] box = FaceOutlines.of(landmarks, configuration(false, 0));
    assertThat(Arrays.copyOf(box, 2)).containsExactly(Arrays.copyOf(found, 2));
    for (int i = 2; i < box.length; i++) {
      assertThat(box[i] * side).isCloseTo(i % 2 == 0 ? 16.5f : 48.5f, within(1e-4f));
    }
    try (PointerScope scope = new PointerScope()) {
      float[] both = FaceTensors.floats(FaceOutlines.of(List.of(landmarks, landmarks), networks));
      assertThat(Arrays.copyOf(both, found.length)).containsExactly(found);
      assertThat(Arrays.copyOfRange(both, found.length, both.length)).containsExactly(found);
    }
  }
}
