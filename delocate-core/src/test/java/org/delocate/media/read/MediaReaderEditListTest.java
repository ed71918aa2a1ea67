package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips that were trimmed without being encoded again: the file holds more than it shows. */
class MediaReaderEditListTest {

  private static final int FRAMES = 100;

  @TempDir Path folder;
  private Path file;

  /** Key frames every 12 frames; ticks and the file's own units are told by the settings. */
  @BeforeEach
  void write() {
    file = Clips.common(folder.resolve("clip.mp4"), FRAMES);
  }

  @Test
  void whatTheEditDoesNotShowIsNotMissing() throws IOException {
    EditLists.replace(file, new long[] {1000, 2 * EncoderSettings.FINE_TICKS});

    try (MediaReader reader = MediaReader.open(file)) {
      List<VideoFrame> frames = Clips.readAll(reader);

      assertThat(frames).hasSize(25);
      assertThat(frames.get(0).timeSeconds()).isCloseTo(0, within(0.001));
      assertThat(Pictures.meanDifference(frames.get(0).image(), Pictures.moving(160, 96, 50)))
          .isLessThan(6);
      assertThat(reader.counts().missing()).isZero();
      assertThat(reader.counts().damaged()).isZero();
      assertThat(reader.info().durationSeconds()).isCloseTo(1, within(0.001));
    }
  }

  @Test
  void twoSegmentsFollowEachOther() throws IOException {
    EditLists.replace(
        file,
        new long[] {400, 2 * EncoderSettings.FINE_TICKS},
        new long[] {600, EncoderSettings.FINE_TICKS});

    try (MediaReader reader = MediaReader.open(file)) {
      List<VideoFrame> frames = Clips.readAll(reader);

      assertThat(frames).hasSizeBetween(24, 25);
      assertThat(reader.counts().missing()).isZero();
      assertThat(reader.info().durationSeconds()).isCloseTo(1, within(0.001));
      for (int i = 1; i < frames.size(); i++) {
        assertThat(frames.get(i).timeSeconds()).isGreaterThan(frames.get(i - 1).timeSeconds());
      }
    }
  }
}
