package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.delocate.media.image.GrayImage;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {

  @TempDir Path folder;

  @Test
  void pngKeepsEveryPixel() {
    Image image = Pictures.gradient(97, 65);

    ImageFiles.write(folder.resolve("a.png"), image);

    assertThat(ImageFiles.read(folder.resolve("a.png"))).isEqualTo(image);
  }

  @Test
  void grayPngKeepsEveryPixel() {
    byte[] values = new byte[31 * 17];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i * 7);
    }
    GrayImage mask = new GrayImage(31, 17, values);

    ImageFiles.writeGray(folder.resolve("mask.png"), mask);

    assertThat(ImageFiles.readGray(folder.resolve("mask.png"))).isEqualTo(mask);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jpg", "a.JPEG", "a.webp"})
  void lossyFormatsStayClose(String name) {
    Image image = Pictures.gradient(96, 64);

    ImageFiles.write(folder.resolve(name), image);
    Image read = ImageFiles.read(folder.resolve(name));

    assertThat(read.width()).isEqualTo(96);
    assertThat(Pictures.largestDifference(read, image)).isLessThan(12);
  }

  @Test
  void lowerQualityIsSmaller() {
    Image image = Pictures.gradient(256, 256);

    assertThat(ImageFiles.encodeJpeg(image, 20).length)
        .isLessThan(ImageFiles.encodeJpeg(image, 95).length);
  }

  @Test
  void shrinkingAveragesTheArea() {
    byte[] rgb = new byte[4 * 4 * 3];
    for (int pixel = 0; pixel < 16; pixel++) {
      boolean white = (pixel % 4 + pixel / 4) % 2 == 0;
      java.util.Arrays.fill(rgb, pixel * 3, pixel * 3 + 3, (byte) (white ? 255 : 0));
    }

    Image small = ImageFiles.resize(new Image(4, 4, rgb), 2, 2);

    for (int channel = 0; channel < 3; channel++) {
      assertThat(small.sample(1, 1, channel)).isBetween(127, 128);
    }
  }

  @Test
  void enlargingInterpolates() {
    Image pair = new Image(2, 1, new byte[] {0, 0, 0, (byte) 200, (byte) 200, (byte) 200});

    Image large = ImageFiles.resize(pair, 4, 2);

    assertThat(large.sample(0, 0, 0)).isZero();
    assertThat(large.sample(1, 1, 0)).isEqualTo(50);
    assertThat(large.sample(3, 0, 2)).isEqualTo(200);
  }

  @Test
  void nothingHalfWrittenRemains() throws IOException {
    ImageFiles.write(folder.resolve("a.png"), Pictures.gradient(64, 64));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("a.png"));
    }
    assertThatThrownBy(
            () -> ImageFiles.write(folder.resolve("no/such/folder.png"), Image.black(8, 8)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.WRITE_FAILED));
  }

  @Test
  void saysWhyAPictureCannotBeRead() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "not a picture");
    Path empty = Files.createFile(folder.resolve("empty.png"));

    assertReason(text, MediaException.Reason.NOT_MEDIA);
    assertReason(empty, MediaException.Reason.EMPTY_FILE);
    assertReason(folder.resolve("absent.png"), MediaException.Reason.NOT_FOUND);
    assertThatThrownBy(() -> ImageFiles.decode("text".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MediaException.class);
  }

  private static void assertReason(Path file, MediaException.Reason reason) {
    assertThatThrownBy(() -> ImageFiles.read(file))
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(file.getFileName().toString());
  }
}
