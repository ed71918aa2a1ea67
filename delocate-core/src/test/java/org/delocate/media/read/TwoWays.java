package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;

/** Reads a file with all of its frames decoded, and with those left out that may be. */
final class TwoWays {

  /** What a frame was delivered as; pixels by their hash. */
  private record Delivered(
      long index,
      double seconds,
      int pixels,
      boolean damaged,
      boolean afterCut,
      boolean mixed,
      Optional<Integer> later,
      Optional<Integer> mixedParts) {}

  private TwoWays() {}

  /**
   * Compares them, frame by frame.
   *
   * @return how decoding went with frames left out
   */
  static DecodeCounts same(Path file, FrameSampling sampling) {
    List<Delivered> whole = new ArrayList<>();
    List<Delivered> some = new ArrayList<>();
    DecodeCounts all = read(file, sampling, false, whole);
    DecodeCounts counts = read(file, sampling, true, some);
    assertThat(some).as(file.getFileName().toString()).isEqualTo(whole);
    assertThat(whole).isNotEmpty();
    assertThat(all.skipped()).isZero();
    assertThat(counts.missing()).isEqualTo(all.missing());
    if (counts.skipped() == 0) {
      assertThat(counts).isEqualTo(all);
    } else if (!(sampling instanceof FrameSampling.Part)) {
      assertThat(counts.decoded() + counts.skipped()).isEqualTo(all.decoded());
    }
    return counts;
  }

  private static DecodeCounts read(
      Path file, FrameSampling sampling, boolean leavingOut, List<Delivered> delivered) {
    VideoToRead video = new VideoToRead(file, MediaLimits.defaults(), 2, OptionalInt.empty());
    try (MediaReader reader = MediaReader.open(video, sampling, true, leavingOut)) {
      for (Optional<VideoFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        VideoFrame frame = next.get();
        delivered.add(
            new Delivered(
                frame.index(),
                frame.timeSeconds(),
                hash(frame.image()),
                frame.damaged(),
                frame.afterCut(),
                frame.mixed(),
                frame.later().map(TwoWays::hash),
                frame.mixedParts().map(TwoWays::hash)));
      }
      return reader.counts();
    }
  }

  private static int hash(Image image) {
    return 31 * Arrays.hashCode(image.rgb()) + 1009 * image.width() + image.height();
  }
}
