package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.delocate.media.image.Image;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaReaderColourTest {

  /** Weights of red and blue in the luma, from the standards. */
  private enum Matrix {
    BT601(0.299, 0.114),
    BT709(0.2126, 0.0722);

    private final double red;
    private final double blue;

    Matrix(double red, double blue) {
      this.red = red;
      this.blue = blue;
    }

    /** Y, Cb, Cr as bytes, by the formula of the standard. */
    int[] encode(int[] rgb, boolean fullRange) {
      double r = rgb[0] / 255.0;
      double g = rgb[1] / 255.0;
      double b = rgb[2] / 255.0;
      double y = red * r + (1 - red - blue) * g + blue * b;
      double cb = (b - y) / (2 * (1 - blue));
      double cr = (r - y) / (2 * (1 - red));
      return fullRange
          ? rounded(255 * y, 128 + 255 * cb, 128 + 255 * cr)
          : rounded(16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr);
    }

    private static int[] rounded(double... values) {
      return Arrays.stream(values)
          .mapToInt(v -> (int) Math.max(0, Math.min(255, Math.round(v))))
          .toArray();
    }
  }

  private static final int[][] COLOURS = {
    {220, 40, 50}, {30, 200, 60}, {50, 60, 210}, {224, 172, 140}
  };

  @TempDir Path folder;

  /**
   * Uncompressed, computed here from the standards' formulas: no code is shared with the reader.
   */
  @ParameterizedTest(name = "{0} x {1}, full range {2}: {3}")
  @CsvSource({
    "320, 240, false, BT601",
    "320, 240, true, BT601",
    "720, 576, false, BT601",
    "1280, 720, false, BT709",
    "1280, 720, true, BT709",
    "720, 1280, false, BT709",
  })
  void unnamedMatrixIsThatOfTheSize(int width, int height, boolean fullRange, Matrix matrix)
      throws IOException {
    Path file = folder.resolve("patches.y4m");
    Files.write(file, y4m(width, height, matrix, fullRange));

    assertColours(Clips.readAll(file).get(0).image(), 3);
  }

  @ParameterizedTest(name = "matrix {0}, full range {1}")
  @CsvSource({
    AVCOL_SPC_BT709 + ", false",
    AVCOL_SPC_BT709 + ", true",
    AVCOL_SPC_SMPTE170M + ", false",
    AVCOL_SPC_BT470BG + ", true",
    AVCOL_SPC_BT2020_NCL + ", false",
  })
  void namedMatrixIsObeyedWhateverTheSize(int matrix, boolean fullRange) {
    for (int side : new int[] {160, 1280}) {
      EncoderSettings settings =
          Clips.settings("matroska", "ffv1", AV_PIX_FMT_YUV444P, matrix, fullRange);
      Path file = folder.resolve(side + ".mkv");
      Clips.write(file, settings, 1, i -> patches(side, 128));

      assertColours(Clips.readAll(file).get(0).image(), 3);
    }
  }

  @Test
  void h264KeepsColoursThroughItsOwnTag() {
    for (int matrix : new int[] {AVCOL_SPC_BT709, AVCOL_SPC_SMPTE170M}) {
      EncoderSettings settings =
          Clips.settings("mp4", "libopenh264", AV_PIX_FMT_YUV420P, matrix, false);
      Path file = folder.resolve(matrix + ".mp4");
      Clips.write(file, settings, 5, i -> patches(320, 240));

      assertColours(Clips.readAll(file).get(4).image(), 6);
    }
  }

  @Test
  void jpegIsFullRangeBt601AtAnySize() {
    for (int width : new int[] {320, 1600}) {
      Path file = folder.resolve(width + ".jpg");
      ImageFiles.write(file, patches(width, 800));

      assertColours(Clips.readAll(file).get(0).image(), 4);
    }
  }

  private static void assertColours(Image image, int tolerance) {
    for (int quarter = 0; quarter < 4; quarter++) {
      int[] seen = Pictures.quarter(image, quarter);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(seen[channel])
            .as("quarter %d: %s", quarter, Arrays.toString(seen))
            .isBetween(
                COLOURS[quarter][channel] - tolerance, COLOURS[quarter][channel] + tolerance);
      }
    }
  }

  private static int quarterOf(int x, int y, int width, int height) {
    return (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2);
  }

  private static Image patches(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int[] colour = COLOURS[quarterOf(x, y, width, height)];
        for (int channel = 0; channel < 3; channel++) {
          rgb[(y * width + x) * 3 + channel] = (byte) colour[channel];
        }
      }
    }
    return new Image(width, height, rgb);
  }

  private static byte[] y4m(int width, int height, Matrix matrix, boolean fullRange)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String header =
        "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C444%s%nFRAME%n"
            .formatted(width, height, fullRange ? " XCOLORRANGE=FULL" : "")
            .replace(System.lineSeparator(), "\n");
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int[] colour = COLOURS[quarterOf(x, y, width, height)];
          out.write(matrix.encode(colour, fullRange)[plane]);
        }
      }
    }
    return out.toByteArray();
  }
}
