package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaReaderTimesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mp4, libopenh264, 0.0001", "matroska, libvpx-vp9, 0.001", "mpegts, mpeg4, 0.0001"})
  void variableRateKeepsItsTimes(String container, String codec, double precision) {
    double[] times = {0, 0.040, 0.05, 0.31, 0.35, 1.2, 1.21, 1.25, 3.0};
    Path file =
        Clips.write(
            folder.resolve("variable"),
            Clips.settings(container, codec),
            times.length,
            i -> Pictures.moving(160, 96, i),
            i -> times[i]);

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames).hasSize(times.length);
    for (int i = 0; i < times.length; i++) {
      assertThat(frames.get(i).timeSeconds()).isCloseTo(times[i], within(precision));
    }
  }

  @Test
  void aLateVideoHasTheTimesThatAPlayerShows() {
    Path file =
        Clips.write(
            folder.resolve("late.mp4"),
            Clips.settings("mp4", "libopenh264"),
            5,
            i -> Pictures.moving(160, 96, i),
            i -> 2 + i / 10.0);

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames.get(0).timeSeconds()).isCloseTo(2, within(0.001));
    assertThat(frames.get(4).timeSeconds()).isCloseTo(2.4, within(0.001));
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.info().durationSeconds()).isCloseTo(2.44, within(0.07));
    }
  }

  /** A broadcast counts from any number, which no player shows. */
  @Test
  void aBroadcastBeginsAtZero() {
    Path file =
        Clips.write(
            folder.resolve("broadcast.ts"),
            Clips.settings("mpegts", "libopenh264"),
            10,
            i -> Pictures.moving(160, 96, i),
            i -> 500 + i / Clips.RATE);

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames.get(0).timeSeconds()).isCloseTo(0, within(1e-6));
    assertThat(frames.get(9).timeSeconds()).isCloseTo(0.36, within(0.001));
  }

  /** FFmpeg takes 25 frames a second for all raw streams; this one has 50. */
  @Test
  void aRawStreamHasTheTimesOfItsOwnRate() {
    EncoderSettings plain = Clips.settings("mpeg2video", "mpeg2video");
    EncoderSettings fast =
        new EncoderSettings(
            plain.container(),
            plain.codecs(),
            plain.pixels(),
            new EncoderSettings.Clock(50, 50),
            plain.bitsPerSecond(),
            plain.shown(),
            plain.options(),
            plain.comment());
    Path file =
        Clips.write(
            folder.resolve("raw.m2v"), fast, 40, i -> Pictures.moving(160, 96, i), i -> i / 50.0);

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames).hasSize(40);
    for (int i = 0; i < 40; i++) {
      assertThat(frames.get(i).timeSeconds()).isCloseTo(i / 50.0, within(1e-6));
    }
    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.info().durationSeconds()).isCloseTo(0.8, within(1e-6));
    }
  }

  /** Where the stream itself says how long its pictures last, that counts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "libopenh264 | h264_mp4toannexb,h264_metadata=tick_rate=100 | h264",
        "libaom-av1 | av1_metadata=td=insert:tick_rate=50:num_ticks_per_picture=1 | obu"
      })
  void aRawStreamOf50FramesASecondLastsAsLongAsItSays(
      String codec, String filters, String container) throws IOException {
    Path video =
        Clips.write(
            folder.resolve("video.mp4"),
            Clips.settings("mp4", codec),
            20,
            i -> Pictures.moving(160, 96, i),
            i -> i / 50.0);

    assertFiftyASecond(RawStreams.of(video, filters, folder.resolve("raw")), container, 20);
  }

  @Test
  void aRawStreamOfHevcLastsAsLongAsItSays() throws IOException {
    Path file = RawStreams.hevc(folder.resolve("raw"));

    assertFiftyASecond(file, "hevc", RawStreams.HEVC_FRAMES);
  }

  private static void assertFiftyASecond(Path file, String container, int frames) {
    try (MediaReader reader = MediaReader.open(file)) {
      List<VideoFrame> read = Clips.readAll(reader);

      assertThat(reader.info().container()).isEqualTo(container);
      assertThat(reader.info().durationSeconds()).isCloseTo(frames / 50.0, within(1e-6));
      assertThat(read).hasSize(frames);
      for (int i = 0; i < frames; i++) {
        assertThat(read.get(i).timeSeconds()).isCloseTo(i / 50.0, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "7, 100", "32, 100", "99, 100", "32, 33", "3, 4"})
  void evenSamplesAreTheMiddlesOfEqualSpans(int wanted, int frames) {
    Path file = Clips.common(folder.resolve("clip.mp4"), frames);

    List<VideoFrame> sampled = Clips.readAll(file, FrameSampling.even(wanted));

    assertThat(sampled).hasSize(wanted);
    for (int i = 0; i < wanted; i++) {
      long middle = (long) Math.floor((i + 0.5) * frames / wanted);
      assertThat(sampled.get(i).index()).isEqualTo(middle);
      assertThat(sampled.get(i).timeSeconds()).isCloseTo(middle / Clips.RATE, within(0.001));
      assertThat(
              Pictures.meanDifference(
                  sampled.get(i).image(), Pictures.moving(160, 96, (int) middle)))
          .isLessThan(6);
    }
  }

  @Test
  void fewerFramesThanWantedAreAllDelivered() {
    Path file = Clips.common(folder.resolve("clip.mp4"), 5);

    assertThat(Clips.readAll(file, FrameSampling.even(32))).hasSize(5);
    assertThat(Clips.readAll(file, FrameSampling.even(5))).hasSize(5);
  }

  @Test
  void countsAreOfTheWholeFileAfterTheLastSample() {
    Path file = Clips.common(folder.resolve("clip.mp4"), 40);

    try (MediaReader reader =
        MediaReader.open(file, MediaLimits.defaults(), FrameSampling.even(2))) {
      assertThat(Clips.readAll(reader)).hasSize(2);

      assertThat(reader.counts().decoded()).isEqualTo(40);
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void reorderedFramesComeInTheOrderOfShowing() {
    EncoderSettings plain = Clips.settings("mp4", "mpeg4");
    EncoderSettings reordering =
        new EncoderSettings(
            plain.container(),
            plain.codecs(),
            plain.pixels(),
            plain.clock(),
            plain.bitsPerSecond(),
            plain.shown(),
            java.util.Map.of("bf", "3", "g", "15"),
            plain.comment());
    Path file =
        Clips.write(
            folder.resolve("reordered.mp4"), reordering, 40, i -> Pictures.moving(160, 96, i));

    List<VideoFrame> frames = Clips.readAll(file);
    List<VideoFrame> sampled = Clips.readAll(file, FrameSampling.even(8));

    assertThat(frames).hasSize(40);
    for (int i = 0; i < 40; i++) {
      assertThat(frames.get(i).timeSeconds()).isCloseTo(i / Clips.RATE, within(0.001));
      assertThat(Pictures.meanDifference(frames.get(i).image(), Pictures.moving(160, 96, i)))
          .isLessThan(6);
    }
    assertThat(sampled).extracting(VideoFrame::index).startsWith(2L, 7L, 12L).hasSize(8);
  }

  @Test
  void joinedBroadcastsOfTwoSizesGoOnInTimeWithFramesOfTheirOwnSize() throws IOException {
    EncoderSettings settings = Clips.settings("mpegts", "libopenh264");
    Path first =
        Clips.write(folder.resolve("a.ts"), settings, 50, i -> Pictures.moving(320, 192, i));
    Path second =
        Clips.write(folder.resolve("b.ts"), settings, 50, i -> Pictures.moving(160, 128, i));
    Path file = Clips.joined(folder.resolve("joined.ts"), first, second);

    List<VideoFrame> frames = Clips.readAll(file);
    List<VideoFrame> sampled = Clips.readAll(file, FrameSampling.even(10));

    assertThat(frames).hasSizeBetween(99, 100);
    Set<Integer> widths = new HashSet<>();
    double last = -1;
    for (VideoFrame frame : frames) {
      assertThat(frame.timeSeconds()).isGreaterThan(last);
      last = frame.timeSeconds();
      widths.add(frame.image().width());
    }
    assertThat(widths).containsExactlyInAnyOrder(320, 160);
    assertThat(last).isCloseTo(99 / Clips.RATE, within(0.2));
    assertThat(sampled).hasSize(10);
    assertThat(sampled.get(9).index()).isGreaterThan(90);
  }
}
