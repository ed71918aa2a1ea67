package org.delocate.dataset.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.delocate.dataset.layout.Pictures;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DerivedMaskTest {

  private static final Landmarks FACE = Pictures.ellipse(80, 80, 55, 70);

  @Test
  void findsTheChangedRegionThroughCompression() {
    Image original = Pictures.textured(160, 1);
    Region truth = Region.hull(Pictures.ellipse(80, 90, 30, 25), 160, 160);
    Region derived =
        DerivedMask.STANDARD.between(
            recompressed(changed(original, truth, 40)), recompressed(original), FACE);
    double overlap = derived.intersection(truth).area();
    double union = derived.area() + truth.area() - overlap;
    // Smoothing and closing widen a region by a few pixels: a small one shows it most.
    assertThat(overlap / union).isGreaterThan(0.7);
  }

  @Test
  void compressionAloneIsNoForgery() {
    Image original = Pictures.textured(160, 2);
    Region derived =
        DerivedMask.STANDARD.between(
            ImageFiles.decode(ImageFiles.encodeJpeg(original, 60)), original, FACE);
    assertThat(derived.area()).isLessThan(160 * 160 / 200);
  }

  @Test
  void whatChangedFarFromTheFaceDoesNotCount() {
    Image original = Pictures.textured(160, 3);
    Region corner = Region.hull(Pictures.ellipse(12, 12, 9, 9), 160, 160);
    assertThat(DerivedMask.STANDARD.between(changed(original, corner, 90), original, FACE).area())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"200, 150", "0, 0", "330, 265", "-30, 60"})
  void lookingAtAWindowAroundTheFaceChangesNothing(int right, int down) {
    Image original = Pictures.textured(480, 4);
    Landmarks face = moved(FACE, right, down);
    Region truth =
        Region.hull(moved(Pictures.ellipse(80, 90, 30, 25), right, down), 480, 480)
            .union(Region.hull(moved(Pictures.ellipse(60, 50, 9, 6), right, down), 480, 480));
    Image fake = recompressed(changed(original, truth, 60));
    Image real = recompressed(original);
    Region derived = DerivedMask.STANDARD.between(fake, real, face);
    assertThat(derived.inside()).isEqualTo(onTheWholePicture(fake, real, face).inside());
    assertThat(derived.area()).isPositive();
  }

  /** The steps of the class's description, pixel by pixel of the whole picture. */
  private static Region onTheWholePicture(Image fake, Image real, Landmarks face) {
    DerivedMask mask = DerivedMask.STANDARD;
    double width = face.bounds().width();
    Region near = Region.hull(face, 480, 480).dilated(mask.reach() * width);
    Plane difference = DerivedMask.difference(fake, real).blurred(mask.blur() * width);
    double[] away =
        IntStream.range(0, 480 * 480)
            .filter(i -> !near.inside()[i])
            .mapToDouble(i -> difference.values()[i])
            .toArray();
    int step = Math.max(1, away.length / 100_000);
    double[] sorted =
        IntStream.range(0, away.length / step).mapToDouble(i -> away[i * step]).sorted().toArray();
    double level = Math.max(mask.threshold(), mask.noiseFactor() * sorted[sorted.length / 2]);
    List<Region> parts =
        difference
            .above(level)
            .intersection(near)
            .closed(mask.closing() * width)
            .withoutHoles()
            .opened(mask.opening() * width)
            .intersection(near)
            .components();
    return parts.stream()
        .filter(part -> part.area() * 10 >= parts.get(0).area())
        .filter(
            part ->
                IntStream.range(0, 480 * 480)
                    .anyMatch(i -> part.inside()[i] && difference.values()[i] >= mask.evidence()))
        .reduce(new Region(480, 480, new boolean[480 * 480]), Region::union);
  }

  private static Landmarks moved(Landmarks landmarks, int right, int down) {
    float[] xy = landmarks.xy().clone();
    for (int i = 0; i < xy.length; i++) {
      xy[i] += i % 2 == 0 ? right : down;
    }
    return new Landmarks(xy, landmarks.confidence());
  }

  @Test
  void picturesOfDifferentSizesAreRefused() {
    assertThatThrownBy(
            () ->
                DerivedMask.STANDARD.between(
                    Pictures.textured(32, 1), Pictures.textured(33, 1), FACE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32x32")
        .hasMessageContaining("33x33");
  }

  private static Image changed(Image image, Region region, int amount) {
    byte[] rgb = image.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      if (region.inside()[i / 3]) {
        rgb[i] = (byte) Math.floorMod((rgb[i] & 0xFF) + amount, 256);
      }
    }
    return new Image(image.width(), image.height(), rgb);
  }

  private static Image recompressed(Image image) {
    return ImageFiles.decode(ImageFiles.encodeJpeg(image, 85));
  }
}
