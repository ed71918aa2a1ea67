package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The frame a moment later, by the frames that are read one after the other. */
class MediaReaderLaterTest {

  private static final long NONE = -1;

  @TempDir Path folder;

  @Test
  void atTheUsualRateItIsTheNextFrame() {
    Path file = clip(30, i -> i / Clips.RATE);

    Map<Long, Long> later = laterIndices(file, FrameSampling.even(3));

    assertThat(later).isEqualTo(Map.of(5L, 6L, 15L, 16L, 25L, 26L));
    // Nothing comes with frames unless it is asked for.
    assertThat(Clips.readAll(file)).extracting(VideoFrame::later).containsOnly(Optional.empty());
  }

  @Test
  void atTwiceTheRateItIsTheOneAfterTheNext() {
    Map<Long, Long> later = laterIndices(clip(10, i -> i / (2 * Clips.RATE)), FrameSampling.all());

    for (long i = 0; i < 10; i++) {
      assertThat(later).containsEntry(i, i + 2 < 10 ? i + 2 : NONE);
    }
  }

  @Test
  void atAVariableRateItIsTheFirstThatIsLateEnough() {
    double[] times = {0, 0.02, 0.039, 0.041, 0.079, 0.5, 0.51, 2, 2.04};

    Map<Long, Long> later = laterIndices(clip(9, i -> times[i]), FrameSampling.all());

    assertThat(later)
        .isEqualTo(
            Map.of(0L, 2L, 1L, 4L, 2L, 4L, 3L, 5L, 4L, 5L, 5L, 7L, 6L, 7L, 7L, 8L, 8L, NONE));
  }

  @Test
  void theLastFrameHasNone() {
    Map<Long, Long> later = laterIndices(clip(12, i -> i / Clips.RATE), FrameSampling.all());

    assertThat(later).hasSize(12).containsEntry(10L, 11L).containsEntry(11L, NONE);
  }

  @Test
  void noneLiesBeyondACut() {
    Path file =
        Clips.write(
            folder.resolve("shots.mp4"),
            Clips.settings("mp4", "libopenh264"),
            240,
            i -> shifted(Pictures.blocks(320, 192, i / 12), i));

    List<VideoFrame> chosen = read(file, FrameSampling.standard());
    Map<Long, Long> later = laterIndices(file, FrameSampling.standard());

    assertThat(later).hasSize(80);
    later.forEach(
        (index, next) ->
            assertThat(next).as("after " + index).isEqualTo(index % 12 == 11 ? NONE : index + 1));
    // What is looked at does not depend on it.
    assertThat(chosen)
        .extracting(VideoFrame::index, VideoFrame::afterCut)
        .isEqualTo(
            Clips.readAll(file, FrameSampling.standard()).stream()
                .map(frame -> tuple(frame.index(), frame.afterCut()))
                .toList());
    assertThat(laterIndices(file, FrameSampling.all()))
        .containsEntry(11L, NONE)
        .containsEntry(23L, NONE)
        .containsEntry(12L, 13L);
  }

  @Test
  void noneIsOfADissolve() {
    Image first = Pictures.blocks(320, 192, 1);
    Image second = Pictures.blocks(320, 192, 2);
    Path file =
        Clips.write(
            folder.resolve("dissolve.mp4"),
            Clips.settings("mp4", "libopenh264"),
            100,
            i ->
                MediaReaderSamplingTest.mixed(
                    first, second, Math.max(0, Math.min(1, (i - 40) / 20.0))));

    List<VideoFrame> frames = read(file, FrameSampling.all());

    assertThat(frames.stream().filter(VideoFrame::mixed)).hasSizeGreaterThan(12);
    for (int i = 0; i < 100; i++) {
      boolean within = i + 1 < 100 && !frames.get(i).mixed() && !frames.get(i + 1).mixed();
      assertThat(frames.get(i).later().isPresent()).as("frame " + i).isEqualTo(within);
    }
  }

  @Test
  void noneIsOfADamagedFrame() throws IOException {
    Path file = clip(50, i -> i / Clips.RATE, "mpeg4");
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      bytes[bytes.length / 4 + random.nextInt(bytes.length / 4)] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(file, bytes);

    List<VideoFrame> frames = read(file, FrameSampling.all());

    assertThat(frames.stream().filter(VideoFrame::damaged)).isNotEmpty();
    int present = 0;
    for (int i = 0; i + 1 < frames.size(); i++) {
      if (frames.get(i + 1).damaged()) {
        assertThat(frames.get(i).later()).as("frame " + i).isEmpty();
      } else if (frames.get(i).later().isPresent()) {
        present++;
      }
    }
    assertThat(present).isGreaterThan(10);
  }

  @Test
  void aPictureHasNone() {
    Path file = folder.resolve("still.png");
    ImageFiles.write(file, Pictures.gradient(160, 96));

    assertThat(read(file, FrameSampling.standard())).hasSize(1);
    assertThat(read(file, FrameSampling.standard()).get(0).later()).isEmpty();
  }

  /** Neighbours of a shot differ, so that each is known by its pixels. */
  private static Image shifted(Image image, int frame) {
    byte[] rgb = image.rgb().clone();
    int left = 20 * (frame % 12);
    for (int y = 80; y < 112; y++) {
      for (int x = left; x < left + 32; x++) {
        rgb[(y * image.width() + x) * 3 + 1] = (byte) 235;
      }
    }
    return new Image(image.width(), image.height(), rgb);
  }

  private Path clip(int frames, IntToDoubleFunction times) {
    return clip(frames, times, "libopenh264");
  }

  private Path clip(int frames, IntToDoubleFunction times, String codec) {
    return Clips.write(
        folder.resolve("clip.mp4"),
        Clips.settings("mp4", codec),
        frames,
        i -> Pictures.moving(160, 96, i),
        times);
  }

  private static List<VideoFrame> read(Path file, FrameSampling sampling) {
    try (MediaReader reader =
        MediaReader.open(file, MediaLimits.defaults(), sampling, 1, OptionalInt.empty(), true)) {
      return Clips.readAll(reader);
    }
  }

  /** For each frame that is delivered, which frame of the file its later one is. */
  private static Map<Long, Long> laterIndices(Path file, FrameSampling sampling) {
    List<VideoFrame> all = Clips.readAll(file);
    Function<Image, Long> indexOf =
        image -> {
          List<Long> same =
              all.stream()
                  .filter(frame -> Arrays.equals(frame.image().rgb(), image.rgb()))
                  .map(VideoFrame::index)
                  .toList();
          assertThat(same).as("frames that look so").hasSize(1);
          return same.get(0);
        };
    return read(file, sampling).stream()
        .collect(
            Collectors.toMap(VideoFrame::index, frame -> frame.later().map(indexOf).orElse(NONE)));
  }
}
