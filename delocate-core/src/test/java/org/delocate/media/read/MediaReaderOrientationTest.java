package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaReaderOrientationTest {

  private static final int ONE = 1 << 16;

  @TempDir Path folder;

  /**
   * The stored picture has red, green, blue and white corners: upper left, upper right, lower left,
   * lower right. The last column is the order in which a person sees them.
   */
  @ParameterizedTest(name = "{0} degrees")
  @CsvSource({
    "0, 1, 0, 0, 1, 0123",
    "90, 0, 1, -1, 0, 2031",
    "180, -1, 0, 0, -1, 3210",
    "270, 0, -1, 1, 0, 1302",
  })
  void rotatedVideoStandsUpright(int degrees, int a, int b, int c, int d, String order) {
    List<Integer> matrix = List.of(a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30);
    EncoderSettings settings = Clips.shown("mp4", "libopenh264", matrix, List.of(1, 1));
    Path file =
        Clips.write(folder.resolve("phone.mp4"), settings, 3, i -> Pictures.corners(320, 192));

    assertUpright(file, degrees, order, 320, 192);
  }

  @ParameterizedTest(name = "EXIF orientation {0}")
  @CsvSource({
    "1, 0, 0123",
    "2, 0, 1032",
    "3, 180, 3210",
    "4, 180, 2301",
    "5, 270, 0213",
    "6, 90, 2031",
    "7, 90, 3120",
    "8, 270, 1302",
  })
  void photographsStandUpright(int orientation, int degrees, String order) throws IOException {
    byte[] jpeg = ImageFiles.encodeJpeg(Pictures.corners(320, 192), 95);
    Path file = folder.resolve("photo.jpg");
    Files.write(file, Clips.withOrientation(jpeg, orientation));

    assertUpright(file, degrees, order, 320, 192);
    Image byOpenCv = ImageFiles.read(file);
    assertThat(Pictures.meanDifference(Clips.readAll(file).get(0).image(), byOpenCv)).isLessThan(3);
  }

  @ParameterizedTest(name = "pixels {0}:{1}")
  @CsvSource({"16, 11, 465, 192", "8, 9, 320, 216", "1, 1, 320, 192", "100, 1, 320, 192"})
  void pixelsBecomeSquareByGrowing(int across, int down, int width, int height) {
    EncoderSettings settings = Clips.shown("matroska", "mpeg4", List.of(), List.of(across, down));
    Path file =
        Clips.write(folder.resolve("wide.mkv"), settings, 2, i -> Pictures.corners(320, 192));

    assertUpright(file, 0, "0123", width, height);
  }

  private static void assertUpright(Path file, int degrees, String order, int width, int height) {
    try (MediaReader reader = MediaReader.open(file)) {
      VideoFrame frame = reader.next().orElseThrow();
      boolean turned = degrees % 180 != 0;
      assertThat(reader.info().rotationDegrees()).isEqualTo(degrees);
      assertThat(frame.image().width()).isEqualTo(turned ? height : width);
      assertThat(frame.image().height()).isEqualTo(turned ? width : height);
      assertThat(reader.info().width()).isEqualTo(frame.image().width());
      assertThat(reader.info().height()).isEqualTo(frame.image().height());
      Image stored = Pictures.corners(width, height);
      for (int quarter = 0; quarter < 4; quarter++) {
        int[] seen = Pictures.quarter(frame.image(), quarter);
        int[] expected = Pictures.quarter(stored, order.charAt(quarter) - '0');
        for (int channel = 0; channel < 3; channel++) {
          assertThat(seen[channel])
              .as("quarter %d, channel %d", quarter, channel)
              .isBetween(expected[channel] - 12, expected[channel] + 12);
        }
      }
    }
  }
}
