package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.sampling.FrameSampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which frames are delivered. */
class MediaReaderSamplingTest {

  @TempDir Path folder;

  @Test
  void samplesAreSpreadOverTimeNotOverFrames() {
    // 40 frames in one second, then 20 frames in 20 seconds.
    Path file = clip(60, i -> i < 40 ? i / 40.0 : i - 39);

    List<Long> sampled = indices(file, FrameSampling.even(14));

    // One span is a fourteenth of 21 seconds: the first of them has the burst.
    assertThat(sampled).hasSize(14);
    assertThat(sampled.stream().filter(i -> i < 40)).hasSize(1);
  }

  @Test
  void samplesThatAFrozenPictureLeavesOverGoToTheOtherFrames() {
    // One frame for 20 seconds, then 25 frames in one.
    Path file = clip(26, i -> i == 0 ? 0 : 20 + i / 25.0);

    assertThat(indices(file, FrameSampling.even(8))).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void everySoManySecondsBeginsAtTheStart() {
    Path file = clip(50, i -> i / Clips.RATE);

    assertThat(indices(file, FrameSampling.every(0.4))).containsExactly(0L, 10L, 20L, 30L, 40L);
    assertThat(indices(file, FrameSampling.every(0.001))).hasSize(50);
    assertThat(indices(file, FrameSampling.every(100))).containsExactly(0L);
  }

  @Test
  void aPartIsSampledAsIfItWereAll() {
    Path file = clip(50, i -> i / Clips.RATE);

    List<Long> all = indices(file, new FrameSampling.Part(FrameSampling.all(), 0.4, 0.8));
    List<Long> two = indices(file, new FrameSampling.Part(FrameSampling.even(2), 1.2, 1e9));

    assertThat(all).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L);
    assertThat(two).containsExactly(35L, 45L);
    assertThat(indices(file, new FrameSampling.Part(FrameSampling.all(), 60, 70))).isEmpty();
  }

  @Test
  void aLongVideoGetsMoreSamples() {
    Path file = clip(201, i -> i / 2.0);

    List<VideoFrame> frames = Clips.readAll(file, FrameSampling.standard());

    assertThat(frames).hasSize(51);
    for (int i = 1; i < frames.size(); i++) {
      double apart = frames.get(i).timeSeconds() - frames.get(i - 1).timeSeconds();
      assertThat(apart).isCloseTo(2, within(0.51));
    }
    assertThat(Clips.readAll(clip(100, i -> i / Clips.RATE), FrameSampling.standard())).hasSize(32);
  }

  @Test
  void everyShotGetsEnough() {
    Path file =
        Clips.write(
            folder.resolve("shots.mp4"),
            Clips.settings("mp4", "libopenh264"),
            240,
            i -> Pictures.blocks(320, 192, i / 12));

    List<VideoFrame> frames = Clips.readAll(file, FrameSampling.standard());

    int[] inShot = new int[20];
    for (VideoFrame frame : frames) {
      int shot = (int) frame.index() / 12;
      assertThat(frame.afterCut()).isEqualTo(shot > 0 && inShot[shot] == 0);
      inShot[shot]++;
    }
    assertThat(inShot).containsOnly(4);
    assertThat(frames).extracting(VideoFrame::index).isSorted().doesNotHaveDuplicates();
    // Who asks for a number gets that number.
    assertThat(Clips.readAll(file, FrameSampling.even(32))).hasSize(32);
  }

  @Test
  void framesOfADissolveAreMarked() {
    Image first = Pictures.blocks(320, 192, 1);
    Image second = Pictures.blocks(320, 192, 2);
    Path file =
        Clips.write(
            folder.resolve("dissolve.mp4"),
            Clips.settings("mp4", "libopenh264"),
            100,
            i -> mixed(first, second, Math.max(0, Math.min(1, (i - 40) / 20.0))));

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames).hasSize(100);
    for (VideoFrame frame : frames) {
      if (frame.index() > 40 && frame.index() < 60) {
        assertThat(frame.mixed()).as("frame " + frame.index()).isTrue();
      } else if (frame.index() <= 36 || frame.index() >= 64) {
        assertThat(frame.mixed()).as("frame " + frame.index()).isFalse();
      }
    }
    assertThat(frames.stream().filter(f -> f.afterCut() && !f.mixed())).hasSize(1);
  }

  /** A portrait goes over into another within a page that stays. */
  @Test
  void aDissolveOfAPartOfThePictureIsFoundThere() {
    Image page = Pictures.blocks(320, 192, 3);
    Image first = Pictures.blocks(100, 90, 1);
    Image second = Pictures.blocks(100, 90, 2);
    Path file =
        Clips.write(
            folder.resolve("portraits.mp4"),
            Clips.settings("mp4", "libopenh264"),
            120,
            i -> inserted(page, mixed(first, second, Math.max(0, Math.min(1, (i - 40) / 25.0)))));

    List<VideoFrame> frames = Clips.readAll(file);

    assertThat(frames).hasSize(120).noneMatch(VideoFrame::mixed).noneMatch(VideoFrame::afterCut);
    for (VideoFrame frame : frames) {
      if (frame.index() > 45 && frame.index() < 60) {
        Image map = frame.mixedParts().orElseThrow();
        assertThat(map.sample(map.width() * 17 / 32, map.height() * 5 / 12, 0))
            .as("frame " + frame.index())
            .isEqualTo(VideoFrame.MIXED);
        assertThat(map.sample(1, 1, 0)).isZero();
      } else if (frame.index() <= 40 || frame.index() > 66) {
        assertThat(frame.mixedParts()).as("frame " + frame.index()).isEmpty();
      }
    }
    // Whoever looks at few frames learns of it in the next one.
    List<VideoFrame> few = Clips.readAll(file, FrameSampling.standard());
    assertThat(few).anyMatch(frame -> frame.index() > 50 && frame.mixedParts().isPresent());
  }

  private static Image inserted(Image page, Image part) {
    byte[] rgb = page.rgb().clone();
    for (int y = 0; y < part.height(); y++) {
      System.arraycopy(
          part.rgb(),
          y * part.width() * 3,
          rgb,
          ((y + 36) * page.width() + 120) * 3,
          part.width() * 3);
    }
    return new Image(page.width(), page.height(), rgb);
  }

  static Image mixed(Image first, Image second, double share) {
    byte[] rgb = new byte[first.rgb().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] =
          (byte)
              Math.round((1 - share) * (first.rgb()[i] & 0xFF) + share * (second.rgb()[i] & 0xFF));
    }
    return new Image(first.width(), first.height(), rgb);
  }

  private Path clip(int frames, IntToDoubleFunction times) {
    return Clips.write(
        folder.resolve("clip-" + frames + ".mp4"),
        Clips.settings("mp4", "libopenh264"),
        frames,
        i -> Pictures.moving(160, 96, i),
        times);
  }

  private static List<Long> indices(Path file, FrameSampling sampling) {
    return Clips.readAll(file, sampling).stream().map(VideoFrame::index).toList();
  }
}
