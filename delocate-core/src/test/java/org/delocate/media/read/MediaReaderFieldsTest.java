package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.IntFunction;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReaderFieldsTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 256;
  private static final int FRAMES = 8;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wovenFieldsBecomeWholePictures(boolean upperFirst) {
    Path file = write(frame -> woven(frame, upperFirst), "tt");

    List<VideoFrame> frames = Clips.readAll(file);

    for (int i = 0; i < FRAMES; i++) {
      double before = combing(woven(i, upperFirst));
      double after = combing(frames.get(i).image());
      assertThat(before).as("frame %d before", i).isGreaterThan(6);
      assertThat(after).as("frame %d after", i).isLessThan(before / 4);
      assertThat(Pictures.meanDifference(frames.get(i).image(), scene(2 * i)))
          .as("frame %d against the scene at the time of its first field", i)
          .isLessThan(4);
    }
  }

  /** Frames wait until their shot is known; the decoder has long gone on by then. */
  @Test
  void framesThatWaitAreWholePicturesToo() {
    Path file = write(MediaReaderFieldsTest::wovenInTheMiddle, "tt");
    List<VideoFrame> all = Clips.readAll(file);

    try (MediaReader reader =
        MediaReader.open(
            file, MediaLimits.defaults(), FrameSampling.even(3), 1, OptionalInt.empty(), true)) {
      List<VideoFrame> sampled = Clips.readAll(reader);

      assertThat(sampled).extracting(VideoFrame::index).containsExactly(1L, 4L, 6L);
      for (VideoFrame frame : sampled) {
        int index = (int) frame.index();
        assertThat(combing(frame.image())).isLessThan(combing(wovenInTheMiddle(index)) / 4);
        assertThat(frame.image().rgb()).isEqualTo(all.get(index).image().rgb());
        assertThat(frame.later().orElseThrow().rgb()).isEqualTo(all.get(index + 1).image().rgb());
      }
    }
  }

  /** Broadcasters mark progressive pictures as interlaced: the mark must not blur them. */
  @ParameterizedTest
  @ValueSource(strings = {"tt", "progressive"})
  void progressivePicturesAreLeftAlone(String mark) {
    Path file = write(MediaReaderFieldsTest::scene, mark);

    List<VideoFrame> frames = Clips.readAll(file);

    for (int i = 0; i < FRAMES; i++) {
      assertThat(Pictures.largestDifference(frames.get(i).image(), scene(i))).isLessThan(6);
    }
  }

  /** Lines of one pixel look like combing in a single frame; their motion tells. */
  @Test
  void movingStripesAreNoFields() {
    IntFunction<Image> stripes =
        frame -> {
          byte[] rgb = new byte[WIDTH * HEIGHT * 3];
          for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
              int value = y % 2 == 0 ? 90 + (x + 5 * frame) % 60 : 150;
              for (int c = 0; c < 3; c++) {
                rgb[(y * WIDTH + x) * 3 + c] = (byte) value;
              }
            }
          }
          return new Image(WIDTH, HEIGHT, rgb);
        };
    Path file = write(stripes, "tt");

    List<VideoFrame> frames = Clips.readAll(file);

    for (int i = 0; i < FRAMES; i++) {
      assertThat(Pictures.largestDifference(frames.get(i).image(), stripes.apply(i))).isLessThan(6);
    }
  }

  private Path write(IntFunction<Image> pictures, String fieldOrder) {
    EncoderSettings plain =
        Clips.settings("matroska", "ffv1", AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, false);
    EncoderSettings marked =
        new EncoderSettings(
            plain.container(),
            plain.codecs(),
            plain.pixels(),
            plain.clock(),
            plain.bitsPerSecond(),
            plain.shown(),
            Map.of("field_order", fieldOrder),
            plain.comment());
    return Clips.write(folder.resolve("clip"), marked, FRAMES, pictures);
  }

  /** Smooth grey blobs that move across by six pixels a step. */
  private static Image scene(int step) {
    Random random = new Random(5);
    double[] waves = random.doubles(8, 0, 2 * Math.PI).toArray();
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double at = x - 6 * step;
        double value =
            128
                + 50 * Math.sin(at / 9 + waves[0] + 2 * Math.sin(y / 31.0 + waves[1]))
                + 40 * Math.sin(at / 17 + y / 23.0 + waves[2]);
        for (int c = 0; c < 3; c++) {
          rgb[(y * WIDTH + x) * 3 + c] = (byte) (int) value;
        }
      }
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  private static Image woven(int frame, boolean upperFirst) {
    byte[] first = scene(2 * frame).rgb();
    byte[] second = scene(2 * frame + 1).rgb();
    byte[] rgb = first.clone();
    for (int y = upperFirst ? 1 : 0; y < HEIGHT; y += 2) {
      System.arraycopy(second, y * WIDTH * 3, rgb, y * WIDTH * 3, WIDTH * 3);
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  /** So little moves that the shot goes on. */
  private static Image wovenInTheMiddle(int frame) {
    byte[] rgb = scene(0).rgb().clone();
    int from = 96 * WIDTH * 3;
    System.arraycopy(woven(frame, true).rgb(), from, rgb, from, 64 * WIDTH * 3);
    return new Image(WIDTH, HEIGHT, rgb);
  }

  /** How far lines are from those above and below them, beyond what two lines away are. */
  private static double combing(Image image) {
    double sum = 0;
    for (int y = 2; y < image.height() - 2; y++) {
      for (int x = 0; x < image.width(); x++) {
        int line = image.sample(x, y, 1);
        int near = Math.abs(image.sample(x, y - 1, 1) + image.sample(x, y + 1, 1) - 2 * line);
        int far = Math.abs(image.sample(x, y - 2, 1) + image.sample(x, y + 2, 1) - 2 * line);
        sum += near - far / 4.0;
      }
    }
    return sum / (image.width() * (double) image.height());
  }
}
