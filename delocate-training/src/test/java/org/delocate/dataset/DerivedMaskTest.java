package org.delocate.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.delocate.face.Landmarks;
import org.delocate.media.Image;
import org.delocate.media.ImageFiles;
import org.junit.jupiter.api.Test;

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
