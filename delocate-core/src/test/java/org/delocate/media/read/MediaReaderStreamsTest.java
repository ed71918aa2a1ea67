package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.delocate.media.file.VideoStream;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with more than one video. */
class MediaReaderStreamsTest {

  @TempDir Path folder;

  @Test
  void eachVideoOfAFileCanBeRead() {
    Path small = Clips.common(folder.resolve("small.mp4"), 10);
    Path large =
        Clips.write(
            folder.resolve("large.mp4"),
            Clips.settings("mp4", "libopenh264"),
            20,
            i -> Pictures.moving(320, 192, i));
    Path both = Remuxer.together(folder.resolve("both.mkv"), "matroska", small, large);

    List<VideoStream> streams = MediaReader.streamsOf(both, MediaLimits.defaults());
    assertThat(streams)
        .containsExactly(new VideoStream(0, "h264", 160, 96), new VideoStream(1, "h264", 320, 192));
    for (VideoStream stream : streams) {
      try (MediaReader reader =
          MediaReader.open(
              both,
              MediaLimits.defaults(),
              FrameSampling.all(),
              1,
              OptionalInt.of(stream.index()))) {
        assertThat(reader.stream()).isEqualTo(stream);
        assertThat(reader.streams()).isEqualTo(streams);
        assertThat(Clips.readAll(reader)).hasSize(stream.index() == 0 ? 10 : 20);
      }
    }
    assertThatThrownBy(
            () ->
                MediaReader.open(
                    both, MediaLimits.defaults(), FrameSampling.all(), 1, OptionalInt.of(2)))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.NO_VIDEO));
  }
}
