package org.delocate.face.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.face.geometry.Scenes;
import org.delocate.face.geometry.SquareCutter;
import org.delocate.media.image.Image;
import org.delocate.media.library.OpenCvThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionCompensationTest {

  private static final int SIDE = 192;

  /** Pixels at the border, where the later frame does not show all that the earlier one does. */
  private static final int BORDER = 16;

  private static final Image FACE = face(0, 0, 0, 1);

  /** The face of the photograph, moved by pixels of the crop, turned by degrees and enlarged. */
  private static Image face(double right, double down, double degrees, double larger) {
    double turn = Math.toRadians(degrees);
    double a = Math.cos(turn) / larger;
    double b = -Math.sin(turn) / larger;
    double centre = SIDE / 2.0;
    double c = 224 - a * (centre + right) - b * (centre + down);
    double f = 110 + b * (centre + right) - a * (centre + down);
    AffineTransform seen = new AffineTransform(a, b, c, -b, a, f);
    return SquareCutter.square(Scenes.ASTRONAUT, seen, SIDE, true);
  }

  private static double difference(Image one, Image other) {
    long sum = 0;
    long count = 0;
    for (int y = BORDER; y < SIDE - BORDER; y++) {
      for (int i = 3 * (y * SIDE + BORDER); i < 3 * (y * SIDE + SIDE - BORDER); i++) {
        sum += Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF));
        count++;
      }
    }
    return (double) sum / count;
  }

  @Test
  void whatHasOnlyMovedIsDrawnBack() {
    for (double[] move : new double[][] {{3, -2, 0, 1}, {0, 0, 2, 1}, {-1, 1, -1, 1.03}}) {
      Image later = face(move[0], move[1], move[2], move[3]);
      double apart = difference(FACE, later);
      double left = difference(FACE, MotionCompensation.compensated(FACE, later));
      assertThat(apart).isGreaterThan(4);
      assertThat(left).isLessThan(apart / 4);
    }
  }

  @Test
  void whatHasNotMovedStays() {
    assertThat(difference(FACE, MotionCompensation.compensated(FACE, FACE))).isLessThan(0.2);
  }

  /** Noise that is another in the later frame is no motion. */
  @Test
  void whatIsMadeAnewStays() {
    Image one = grainy(FACE, 1);
    Image moved = face(3, -2, 0, 1);
    double same = difference(FACE, MotionCompensation.compensated(FACE, moved));
    double anew = difference(one, MotionCompensation.compensated(one, grainy(moved, 2)));
    assertThat(anew).isGreaterThan(4 * same);
  }

  private static Image grainy(Image image, long seed) {
    Random random = new Random(seed);
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      int value = (rgb[i] & 0xFF) + (int) Math.round(12 * random.nextGaussian());
      rgb[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return new Image(image.width(), image.height(), rgb);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    Image later = face(3, -2, 1, 1.02);
    int before = OpenCvThreads.use(1);
    try {
      byte[] alone = MotionCompensation.compensated(FACE, later).rgb();
      OpenCvThreads.use(5);
      assertThat(MotionCompensation.compensated(FACE, later).rgb()).isEqualTo(alone);
    } finally {
      OpenCvThreads.use(before);
    }
  }

  /** Of faces of 80 pixels, a search that goes on from pair to pair remembers the one before. */
  @ParameterizedTest
  @ValueSource(ints = {80, 192})
  void whatElseIsInABatchChangesNothing(int side) {
    List<Image> faces = new ArrayList<>();
    List<Image> later = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      faces.add(small(grainy(FACE, i), side));
      later.add(small(grainy(face(2 * i, 3 - i, 1, 1), 10 + i), side));
    }
    try (PointerScope scope = new PointerScope()) {
      List<Mat> back = faces.stream().map(face -> new Mat()).toList();
      MotionCompensation.compensate(
          faces.stream().map(SquareCutter::mat).toList(),
          later.stream().map(SquareCutter::mat).toList(),
          back);
      for (int i = 0; i < 4; i++) {
        assertThat(SquareCutter.image(back.get(i)).rgb())
            .as("face " + i)
            .isEqualTo(MotionCompensation.compensated(faces.get(i), later.get(i)).rgb());
      }
    }
  }

  private static Image small(Image image, int side) {
    return FaceAligner.cut(
        image, new AffineTransform(192.0 / side, 0, 0, 0, 192.0 / side, 0), side);
  }

  @Test
  void framesOfOtherSizesAreRefused() {
    assertThatThrownBy(() -> MotionCompensation.compensated(FACE, Image.black(80, 80)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a later frame of 80×80 beside one of 192×192");
  }
}
