package org.delocate.forgery.degrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.delocate.face.geometry.AffineTransform;
import org.delocate.forgery.change.Looks;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.forgery.pixel.Clips;
import org.delocate.forgery.pixel.Pixels;
import org.delocate.forgery.shape.Warp;
import org.delocate.media.image.Image;
import org.delocate.media.write.VideoCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class NamedDegradationsTest {

  private static final Image FACE = ForgerContract.FACE.crop();

  static List<String> names() {
    return NamedDegradations.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyStrengthIsWorseThanTheOneBefore(String name) {
    double before = 0.2;
    for (int strength = 1; strength <= NamedDegradations.STRONGEST; strength++) {
      Image degraded = NamedDegradations.named(name, strength).of(FACE, new SplittableRandom(1));
      assertThat(degraded.width()).isEqualTo(192);
      assertThat(degraded.height()).isEqualTo(192);
      double error = error(degraded);
      assertThat(error).as("%s at %d", name, strength).isGreaterThan(before * 0.999);
      before = error;
    }
    assertThat(before).isGreaterThan(1.5);
  }

  @ParameterizedTest
  @MethodSource("names")
  void clipsKeepTheirFramesAndEveryPixelItsPlace(String name) {
    List<Image> clip =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    Clips.cut(
                        Warp.affine(new AffineTransform(1, 0, -i, 0, 1, 0)).of(FACE),
                        0,
                        0,
                        181,
                        187))
            .toList();
    List<Image> degraded = NamedDegradations.named(name, 2).of(clip, 25, new SplittableRandom(1));
    assertThat(degraded).hasSize(6);
    for (int i = 0; i < 6; i++) {
      // The frame itself is nearer than its neighbours that are moved by two pixels.
      double here = contrastError(clip.get(i), degraded.get(i));
      double there = contrastError(clip.get((i + 2) % 6), degraded.get(i));
      assertThat(here).as("%s, frame %d", name, i).isLessThan(there);
    }
  }

  @Test
  void aRangeMistakenOnceIsThatOfVideo() {
    Image grey = ramp();
    Image narrowed = Looks.range(1, true).of(grey);
    assertThat(narrowed.sample(0, 0, 0)).isEqualTo(16);
    assertThat(narrowed.sample(255, 0, 0)).isEqualTo(235);
    Image widened = Looks.range(1, false).of(grey);
    assertThat(widened.sample(16, 0, 0)).isZero();
    assertThat(widened.sample(235, 0, 0)).isEqualTo(255);
    for (byte level : Looks.range(1, false).of(narrowed).difference(grey, 1).rgb()) {
      assertThat(level).isBetween((byte) 0, (byte) 1);
    }
  }

  private static Image ramp() {
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3);
    }
    return new Image(256, 1, rgb);
  }

  @Test
  void smoothingEvensOutWhatVariesLittleAndKeepsEdges() {
    byte[] rgb = new byte[3 * 64 * 64];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % 64;
      rgb[i] = (byte) ((x < 32 ? 60 : 180) + (i / 3 % 2 == 0 ? 4 : -4));
    }
    Image smooth = Looks.smoothed(new Image(64, 64, rgb), 3, 16);
    assertThat(Math.abs(smooth.sample(10, 30, 0) - smooth.sample(11, 30, 0))).isLessThan(3);
    assertThat(smooth.sample(34, 30, 0) - smooth.sample(29, 30, 0)).isGreaterThan(90);
  }

  @Test
  void whatDoesNotExistIsRefusedWithTheListOfWhatDoes() {
    assertThatThrownBy(() -> NamedDegradations.named("divx", 1))
        .hasMessageContaining("divx")
        .hasMessageContaining("h264");
    // The default build has no encoder for it; one with the profile gpl has, and tests it above.
    assertThat(NamedDegradations.names().contains("hevc")).isEqualTo(VideoCodec.HEVC.isAvailable());
    if (!VideoCodec.HEVC.isAvailable()) {
      assertThatThrownBy(() -> NamedDegradations.named("hevc", 1))
          .hasMessageContaining("profile gpl")
          .hasMessageContaining("h264");
    }
    assertThatThrownBy(() -> NamedDegradations.named("jpeg", 6)).hasMessageContaining("1 to 5");
    assertThatThrownBy(() -> NamedDegradations.parse("jpeg")).hasMessageContaining("NAME:STRENGTH");
    assertThat(NamedDegradations.parse("jpeg:3").strength()).isEqualTo(3);
  }

  private static double error(Image image) {
    float[] everywhere = new float[192 * 192];
    Arrays.fill(everywhere, 1);
    return Pixels.difference(FACE, image, everywhere);
  }

  /** Error beyond a common shift and scale of brightness: 1 − correlation. */
  private static double contrastError(Image a, Image b) {
    double[] sums = new double[5];
    int count = a.rgb().length;
    for (int i = 0; i < count; i++) {
      double x = a.rgb()[i] & 0xFF;
      double y = b.rgb()[i] & 0xFF;
      sums[0] += x / count;
      sums[1] += y / count;
      sums[2] += x * x / count;
      sums[3] += y * y / count;
      sums[4] += x * y / count;
    }
    return 1
        - (sums[4] - sums[0] * sums[1])
            / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
  }
}
