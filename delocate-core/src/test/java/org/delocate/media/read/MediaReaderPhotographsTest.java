package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC4;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecodemulti;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of phones and libraries that are no plain JPEG. */
class MediaReaderPhotographsTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 192;

  @TempDir Path folder;

  @Test
  void aJpegOverTheLimitIsDecodedAtHalfItsSize() throws IOException {
    Path file = jpeg("photo");
    MediaLimits limits = new MediaLimits(40_000, 64);

    try (MediaReader reader = MediaReader.open(file, limits)) {
      VideoFrame frame = reader.next().orElseThrow();

      assertThat(reader.info().width()).isEqualTo(WIDTH);
      assertThat(reader.info().height()).isEqualTo(HEIGHT);
      assertThat(frame.reduction()).isEqualTo(2);
      assertThat(frame.image().width()).isEqualTo(WIDTH / 2);
      assertThat(frame.image().height()).isEqualTo(HEIGHT / 2);
      for (int quarter = 0; quarter < 4; quarter++) {
        int[] seen = Pictures.quarter(frame.image(), quarter);
        for (int i = 0; i < 3; i++) {
          assertThat(seen[i])
              .isBetween(Patches.COLOURS[quarter][i] - 3, Patches.COLOURS[quarter][i] + 3);
        }
      }
    }
  }

  @Test
  void halfItsSizeIsTurnedUprightToo() throws IOException {
    byte[] jpeg = ImageFiles.encodeJpeg(Patches.image(WIDTH, HEIGHT, 0), 95);
    Path file = Files.write(folder.resolve("photo"), Clips.withOrientation(jpeg, 6));

    try (MediaReader reader = MediaReader.open(file, new MediaLimits(40_000, 64))) {
      assertThat(reader.info().width()).isEqualTo(HEIGHT);
      assertThat(reader.info().height()).isEqualTo(WIDTH);
      assertThat(reader.next().orElseThrow().image().width()).isEqualTo(HEIGHT / 2);
    }
  }

  @Test
  void aJpegOfMoreThanFourTimesTheLimitIsRefused() throws IOException {
    assertReason(jpeg("photo"), new MediaLimits(12_000, 64), MediaException.Reason.TOO_LARGE);
  }

  @Test
  void aPngOverTheLimitIsHalvedWithoutChangingItsColours() throws IOException {
    byte[] opaque = ImageFiles.encodePng(Patches.image(WIDTH, HEIGHT, 0));
    for (byte[] png : List.of(opaque, deepPng())) {
      Path file = Files.write(folder.resolve("picture"), png);

      try (MediaReader reader = MediaReader.open(file, new MediaLimits(40_000, 64))) {
        VideoFrame frame = reader.next().orElseThrow();

        assertThat(reader.info().width()).isEqualTo(WIDTH);
        assertThat(reader.info().height()).isEqualTo(HEIGHT);
        assertThat(frame.reduction()).isEqualTo(2);
        assertThat(frame.image().width()).isEqualTo(WIDTH / 2);
        for (int quarter = 0; quarter < 4; quarter++) {
          int[] seen = Pictures.quarter(frame.image(), quarter);
          for (int i = 0; i < 3; i++) {
            assertThat(seen[i])
                .isBetween(Patches.COLOURS[quarter][i] - 1, Patches.COLOURS[quarter][i] + 1);
          }
        }
      }
    }
  }

  @Test
  void aPngOfMoreThanFourTimesTheLimitIsRefused() throws IOException {
    byte[] png = ImageFiles.encodePng(Patches.image(WIDTH, HEIGHT, 0));
    Path file = Files.write(folder.resolve("picture"), png);

    assertReason(file, new MediaLimits(12_000, 64), MediaException.Reason.TOO_LARGE);
  }

  /** Its colours are places in a table, of which no mean can be taken. */
  @Test
  void aPngOfAPaletteIsNotHalved() throws IOException {
    byte[] png = ImageFiles.encodePng(Patches.image(WIDTH, HEIGHT, 0));
    png[25] = 3; // the kind of colour in the first chunk
    Path file = Files.write(folder.resolve("picture"), png);

    assertReason(file, new MediaLimits(40_000, 64), MediaException.Reason.TOO_LARGE);
  }

  /** What is seen of it has to be the same, at half its size: the tiles in their places. */
  @Test
  void tilesOverTheLimitAreHalvedOneByOne() throws IOException {
    HeifFiles.Property middle = HeifFiles.cleanAperture(400, 300, 0, 0);
    assertHalved(List.of(), 512, 320, new int[] {0, 1, 2, 3});
    assertHalved(List.of(middle), 400, 300, new int[] {0, 1, 2, 3});
    assertHalved(List.of(middle, HeifFiles.turn(1)), 300, 400, new int[] {1, 3, 0, 2});
  }

  private void assertHalved(
      List<HeifFiles.Property> properties, int width, int height, int[] colours)
      throws IOException {
    Path file = HeifFiles.hevcGrid(folder.resolve("photo"), properties);

    try (MediaReader reader = MediaReader.open(file, new MediaLimits(100_000, 64))) {
      VideoFrame frame = reader.next().orElseThrow();

      assertThat(reader.info().width()).isEqualTo(width);
      assertThat(reader.info().height()).isEqualTo(height);
      assertThat(frame.reduction()).isEqualTo(2);
      assertThat(frame.image().width()).isEqualTo(width / 2);
      assertThat(frame.image().height()).isEqualTo(height / 2);
      for (int quarter = 0; quarter < 4; quarter++) {
        int[] seen = Pictures.quarter(frame.image(), quarter);
        int[] expected = Patches.COLOURS[colours[quarter]];
        for (int i = 0; i < 3; i++) {
          assertThat(seen[i]).isBetween(expected[i] - 3, expected[i] + 3);
        }
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void tilesOfMoreThanFourTimesTheLimitAreRefused() throws IOException {
    Path file = HeifFiles.hevcGrid(folder.resolve("photo"), List.of());

    assertReason(file, new MediaLimits(40_000, 64), MediaException.Reason.TOO_LARGE);
  }

  @Test
  void motionJpegIsAVideoAndAPhotographWithPartsIsNot() throws IOException {
    byte[] first = ImageFiles.encodeJpeg(Patches.image(WIDTH, HEIGHT, 0), 95);
    byte[] second = ImageFiles.encodeJpeg(Patches.image(WIDTH, HEIGHT, 1), 95);
    byte[] small = ImageFiles.encodeJpeg(Patches.image(160, 96, 1), 95);
    byte[] index = new byte[20];
    index[0] = (byte) 0xFF;
    index[1] = (byte) 0xE2;
    index[3] = 18;
    System.arraycopy("MPF\0".getBytes(StandardCharsets.US_ASCII), 0, index, 4, 4);
    byte[] withIndex =
        joined(Arrays.copyOf(first, 2), index, Arrays.copyOfRange(first, 2, first.length));

    assertFrames(joined(first, second, first), 3, false);
    assertFrames(joined(first, small), 1, true);
    assertFrames(joined(withIndex, second), 1, true);
    assertFrames(first, 1, true);
  }

  /** The first picture is looked at, however few frames are asked for and many pictures follow. */
  @Test
  void theFirstPictureOfAPhotographIsTheOneThatIsSampled() throws IOException {
    byte[] first = ImageFiles.encodeJpeg(Patches.image(WIDTH, HEIGHT, 0), 95);
    byte[] small = ImageFiles.encodeJpeg(Patches.image(160, 96, 1), 95);
    byte[][] parts = new byte[9][];
    Arrays.fill(parts, small);
    parts[0] = first;
    Path file = Files.write(folder.resolve("photo"), joined(parts));

    List<VideoFrame> frames = Clips.readAll(file, FrameSampling.even(2));

    assertThat(frames).hasSize(1);
    assertThat(frames.get(0).image().width()).isEqualTo(WIDTH);
  }

  /** Frames of part of the canvas, laid over each other or replacing, cleared or kept. */
  @Test
  void animatedWebpIsPutTogetherAsOpenCvDoes() throws IOException {
    Random random = new Random(3);
    List<Stills.WebpFrame> frames = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int width = i == 0 ? WIDTH : 100 + 2 * random.nextInt(40);
      int height = i == 0 ? HEIGHT : 60 + 2 * random.nextInt(40);
      int left = 2 * random.nextInt((WIDTH - width) / 2 + 1);
      int top = 2 * random.nextInt((HEIGHT - height) / 2 + 1);
      byte[] still = transparentWebp(Pictures.blocks(width, height, i), 60 * (i % 4) + 75);
      frames.add(new Stills.WebpFrame(still, left, top, width, height, 50, i % 4));
    }
    byte[] animation = Stills.animatedWebp(WIDTH, HEIGHT, frames);
    Path file = Files.write(folder.resolve("animation.webp"), animation);

    List<VideoFrame> read = Clips.readAll(file);

    List<Image> expected = byOpenCv(animation);
    assertThat(read).hasSize(8);
    assertThat(expected).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(Pictures.largestDifference(read.get(i).image(), expected.get(i)))
          .as("frame %d", i)
          .isLessThanOrEqualTo(2);
      assertThat(read.get(i).timeSeconds()).isCloseTo(i * 0.05, within(1e-9));
    }
  }

  @Test
  void aCutOffAnimatedWebpIsDamaged() throws IOException {
    byte[] still = transparentWebp(Pictures.blocks(WIDTH, HEIGHT, 1), 255);
    Stills.WebpFrame frame = new Stills.WebpFrame(still, 0, 0, WIDTH, HEIGHT, 50, 0);
    byte[] whole = Stills.animatedWebp(WIDTH, HEIGHT, List.of(frame, frame, frame));
    Path file = Files.write(folder.resolve("cut.webp"), Arrays.copyOf(whole, whole.length - 100));

    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(Clips.readAll(reader)).hasSize(2);
      assertThat(reader.counts().damaged()).isEqualTo(1);
    }
  }

  @Test
  void coloursThatCannotBeConvertedAreRefused() {
    EncoderSettings plain =
        Clips.settings("matroska", "ffv1", AV_PIX_FMT_YUV444P, AVCOL_SPC_BT709, false);
    EncoderSettings rare =
        new EncoderSettings(
            plain.container(),
            plain.codecs(),
            plain.pixels(),
            plain.clock(),
            plain.bitsPerSecond(),
            plain.shown(),
            Map.of("colorspace", "smpte2085"),
            plain.comment());
    Path file = Clips.write(folder.resolve("rare"), rare, 2, i -> Patches.image(WIDTH, HEIGHT, i));

    try (MediaReader reader = MediaReader.open(file)) {
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              MediaException.class,
              e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.UNSUPPORTED_CODEC));
    }
  }

  /** The patches with 16 bits a sample and opacity. */
  private static byte[] deepPng() {
    Image image = Patches.image(WIDTH, HEIGHT, 0);
    try (PointerScope scope = new PointerScope()) {
      Mat deep = new Mat(HEIGHT, WIDTH, CV_16UC4);
      ShortBuffer samples = deep.createBuffer();
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        for (int c = 0; c < 3; c++) {
          samples.put(4 * i + c, (short) ((image.rgb()[3 * i + 2 - c] & 0xFF) * 257));
        }
        samples.put(4 * i + 3, (short) 0xFFFF);
      }
      BytePointer encoded = new BytePointer();
      imencode(".png", deep, encoded, new IntPointer());
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  private Path jpeg(String name) throws IOException {
    byte[] jpeg = ImageFiles.encodeJpeg(Patches.image(WIDTH, HEIGHT, 0), 95);
    return Files.write(folder.resolve(name), jpeg);
  }

  private void assertFrames(byte[] content, int frames, boolean picture) throws IOException {
    Path file = Files.write(folder.resolve("jpegs"), content);
    try (MediaReader reader = MediaReader.open(file)) {
      List<VideoFrame> read = Clips.readAll(reader);
      assertThat(read).hasSize(frames);
      assertThat(reader.info().picture()).isEqualTo(picture);
      for (int i = 0; i < frames; i++) {
        assertThat(read.get(i).timeSeconds()).isCloseTo(i / Clips.RATE, within(1e-6));
      }
    }
  }

  private static void assertReason(Path file, MediaLimits limits, MediaException.Reason reason) {
    assertThatThrownBy(() -> MediaReader.open(file, limits))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** A lossless WebP whose lower half has an opacity. */
  private static byte[] transparentWebp(Image image, int opacity) {
    byte[] bgra = new byte[image.width() * image.height() * 4];
    for (int i = 0; i < image.width() * image.height(); i++) {
      for (int c = 0; c < 3; c++) {
        bgra[4 * i + c] = image.rgb()[3 * i + 2 - c];
      }
      bgra[4 * i + 3] = (byte) (i / image.width() < image.height() / 2 ? 255 : opacity);
    }
    try (PointerScope scope = new PointerScope()) {
      Mat mat = new Mat(image.height(), image.width(), CV_8UC4, new BytePointer(bgra));
      BytePointer encoded = new BytePointer();
      imencode(".webp", mat, encoded, new IntPointer(IMWRITE_WEBP_QUALITY, 101));
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  private static List<Image> byOpenCv(byte[] animation) {
    List<Image> images = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      MatVector frames = new MatVector();
      imdecodemulti(
          new Mat(1, animation.length, CV_8UC1, new BytePointer(animation)),
          IMREAD_UNCHANGED,
          frames);
      for (int i = 0; i < frames.size(); i++) {
        Mat mat = frames.get(i);
        byte[] bgra = new byte[mat.cols() * mat.rows() * 4];
        mat.data().get(bgra);
        byte[] rgb = new byte[mat.cols() * mat.rows() * 3];
        for (int at = 0; at < rgb.length; at++) {
          int pixel = at / 3 * 4;
          double opacity = (bgra[pixel + 3] & 0xFF) / 255.0;
          int colour = bgra[pixel + 2 - at % 3] & 0xFF;
          rgb[at] = (byte) (int) Math.round(colour * opacity + 255 * (1 - opacity));
        }
        images.add(new Image(mat.cols(), mat.rows(), rgb));
      }
    }
    return images;
  }
}
