package org.delocate.forgery.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.delocate.forgery.forger.ForgerContract;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ResamplingTest {

  private static final Offset<Float> EXACT = Offset.offset(1e-3f);

  private static FloatImage line(float... grey) {
    float[] rgb = new float[3 * grey.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = grey[i / 3];
    }
    return new FloatImage(grey.length, 1, rgb);
  }

  private static float[] grey(FloatImage image) {
    float[] grey = new float[image.width() * image.height()];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = image.rgb()[3 * i];
    }
    return grey;
  }

  @Test
  void workedCases() {
    FloatImage four = line(0, 10, 20, 60);
    assertThat(grey(Resampling.AREA.resized(four, 2, 1)))
        .containsExactly(new float[] {5, 40}, EXACT);
    assertThat(grey(Resampling.LINEAR.resized(four, 2, 1)))
        .containsExactly(new float[] {5, 40}, EXACT);
    assertThat(grey(Resampling.NEAREST.resized(line(1, 2, 3, 4, 5, 6), 2, 1)))
        .containsExactly(new float[] {2, 5}, EXACT);
    assertThat(grey(Resampling.NEAREST.resized(line(1, 5), 4, 1)))
        .containsExactly(new float[] {1, 1, 5, 5}, EXACT);
    assertThat(grey(Resampling.LINEAR.resized(line(0, 8), 4, 1)))
        .containsExactly(new float[] {0, 2, 6, 8}, EXACT);
    // A third of the length: LINEAR looks at the middle pixel alone, AREA at all three.
    assertThat(grey(Resampling.LINEAR.resized(line(0, 9, 0, 6, 0, 0), 2, 1)))
        .containsExactly(new float[] {9, 0}, EXACT);
    assertThat(grey(Resampling.AREA.resized(line(0, 9, 0, 6, 0, 0), 2, 1)))
        .containsExactly(new float[] {3, 2}, EXACT);
    // Keys's cubic with −0.75, a quarter of a pixel to the left of 8.
    float[] cubic = grey(Resampling.CUBIC.resized(line(0, 0, 8, 0, 0), 10, 1));
    assertThat(cubic[4]).isEqualTo(cubic[5], EXACT).isEqualTo(8 * 0.8789f, Offset.offset(0.01f));
  }

  @ParameterizedTest
  @EnumSource(Resampling.class)
  void aFlatPictureStaysFlatWhateverTheSizes(Resampling kernel) {
    FloatImage flat = FloatImage.of(grey(37, 23, 120));
    for (int[] size : new int[][] {{11, 9}, {37, 50}, {80, 23}, {36, 22}, {1, 1}}) {
      FloatImage resized = kernel.resized(flat, size[0], size[1]);
      assertThat(resized.width()).isEqualTo(size[0]);
      assertThat(resized.height()).isEqualTo(size[1]);
      for (float value : resized.rgb()) {
        assertThat(value).isEqualTo(120f, EXACT);
      }
    }
  }

  private static Image grey(int width, int height, int level) {
    byte[] rgb = new byte[3 * width * height];
    java.util.Arrays.fill(rgb, (byte) level);
    return new Image(width, height, rgb);
  }

  @Test
  void areaAndLinearAreThoseOfOpenCv() {
    Image face = ForgerContract.FACE.crop();
    assertClose(
        Resampling.AREA.resized(FloatImage.of(face), 96, 64).toImage(),
        ImageFiles.resize(face, 96, 64));
    assertClose(
        Resampling.LINEAR.resized(FloatImage.of(face), 301, 250).toImage(),
        ImageFiles.resize(face, 301, 250));
  }

  private static void assertClose(Image ours, Image theirs) {
    int most = 0;
    for (int i = 0; i < ours.rgb().length; i++) {
      most = Math.max(most, Math.abs((ours.rgb()[i] & 0xFF) - (theirs.rgb()[i] & 0xFF)));
    }
    assertThat(most).isLessThanOrEqualTo(2);
  }
}
