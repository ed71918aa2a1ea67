package org.delocate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.delocate.media.image.Image;
import org.delocate.media.image.Sound;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.read.MediaInfo;
import org.delocate.media.read.MediaReader;
import org.delocate.media.read.SoundReader;
import org.delocate.media.write.VideoWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The picture turns white and a tone begins at the same moment, in the clip and in its preview. */
class PreviewSoundTest {

  private static final double FLASH = 1.2;
  private static final double SECONDS = 2;
  private static final int FRAMES_PER_SECOND = 25;
  private static final MediaInfo SHAPE =
      new MediaInfo("mp4", "h264", 64, 64, SECONDS, 50, 0, false);

  @TempDir private Path folder;

  @Test
  void theSoundComesWithThePictureItBelongsTo() {
    Path clip = folder.resolve("clip.mp4");
    try (VideoWriter writer = VideoWriter.like(SHAPE, 1, clip, true)) {
      // The sound begins half a second late, and has a hole.
      writeSound(writer, 0.5, 0.8);
      writeSound(writer, 1.0, SECONDS);
      writeFrames(writer);
    }

    assertThat(new Preview(clip, folder, 1).write((done, total) -> {})).isEqualTo("preview.mp4");

    Path preview = folder.resolve("preview.mp4");
    assertThat(flashOf(preview)).isCloseTo(FLASH, within(0.001));
    assertThat(toneOf(clip)).isCloseTo(FLASH, within(0.01));
    assertThat(toneOf(preview)).isCloseTo(FLASH, within(0.05));
  }

  @Test
  void aSilentClipStaysWithoutSound() {
    Path clip = folder.resolve("clip.mp4");
    try (VideoWriter writer = VideoWriter.like(SHAPE, 1, clip)) {
      writeFrames(writer);
    }

    new Preview(clip, folder, 1).write((done, total) -> {});

    assertThat(SoundReader.open(folder.resolve("preview.mp4"), MediaLimits.defaults(), 0))
        .isEmpty();
  }

  private static void writeFrames(VideoWriter writer) {
    for (int i = 0; i < SECONDS * FRAMES_PER_SECOND; i++) {
      double time = (double) i / FRAMES_PER_SECOND;
      byte[] rgb = new byte[64 * 64 * 3];
      Arrays.fill(rgb, (byte) (time >= FLASH ? 255 : 0));
      writer.write(new Image(64, 64, rgb), time);
    }
  }

  private static void writeSound(VideoWriter writer, double from, double to) {
    int block = Sound.RATE / 50;
    for (long at = Math.round(from * Sound.RATE); at < to * Sound.RATE; at += block) {
      float[] samples = new float[block];
      for (int i = 0; i < block; i++) {
        double time = (double) (at + i) / Sound.RATE;
        samples[i] = time >= FLASH ? (float) (0.5 * Math.sin(2 * Math.PI * 440 * time)) : 0;
      }
      writer.write(new Sound((double) at / Sound.RATE, samples, samples));
    }
  }

  private static double flashOf(Path video) {
    try (MediaReader reader = MediaReader.open(video)) {
      return Stream.generate(reader::next)
          .takeWhile(Optional::isPresent)
          .map(Optional::get)
          .filter(frame -> frame.image().sample(32, 32, 1) > 127)
          .findFirst()
          .orElseThrow()
          .timeSeconds();
    }
  }

  private static double toneOf(Path video) {
    try (SoundReader reader = SoundReader.open(video, MediaLimits.defaults(), 0).orElseThrow()) {
      for (Optional<Sound> sound = reader.next(); sound.isPresent(); sound = reader.next()) {
        float[] samples = sound.get().left();
        for (int i = 0; i < samples.length; i++) {
          if (Math.abs(samples[i]) > 0.25) {
            return sound.get().timeSeconds() + (double) i / Sound.RATE;
          }
        }
      }
    }
    throw new AssertionError("no tone in " + video);
  }
}
