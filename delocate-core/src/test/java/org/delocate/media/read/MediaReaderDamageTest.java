package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.EncoderSettings;
import org.delocate.media.write.VideoWriter;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReaderDamageTest {

  private static final int FRAMES = 50;

  @TempDir Path folder;

  /** The video writer puts the table in front, so that a file that is cut off still opens. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 0.9, 0.99})
  void aTruncatedMp4GivesItsFramesAndSaysWhatIsMissing(double part) throws IOException {
    byte[] whole = Files.readAllBytes(withTableInFront());
    Path file = folder.resolve("cut.mp4");
    Files.write(file, Arrays.copyOf(whole, (int) (whole.length * part)));

    try (MediaReader reader =
        MediaReader.open(file, MediaLimits.defaults(), FrameSampling.even(5))) {
      int delivered = Clips.readAll(reader).size();
      DecodeCounts counts = reader.counts();

      assertThat(delivered).isBetween(1, 5);
      assertThat(counts.missing() + counts.damaged()).isPositive();
      assertThat(counts.decoded() + counts.missing()).isBetween(FRAMES - 1L, (long) FRAMES);
      assertThat(reader.info().frames()).isLessThanOrEqualTo(FRAMES);
      assertThat(reader.info().durationSeconds()).isLessThan(FRAMES / Clips.RATE + 0.01);
    }
  }

  @ParameterizedTest
  @CsvSource({"mpegts, libopenh264", "matroska, libvpx-vp9", "avi, mpeg4", "h264, libopenh264"})
  void truncatedStreamsStillGiveTheirFrames(String container, String codec) throws IOException {
    Path clip =
        Clips.write(
            folder.resolve("clip"),
            Clips.settings(container, codec),
            FRAMES,
            MediaReaderDamageTest::textured);
    byte[] whole = Files.readAllBytes(clip);
    Files.write(clip, Arrays.copyOf(whole, whole.length / 2));

    try (MediaReader reader = MediaReader.open(clip)) {
      assertThat(Clips.readAll(reader)).hasSizeBetween(10, 45);
      assertThat(reader.info().durationSeconds()).isBetween(0.4, 1.9);
    }
  }

  @Test
  void aTruncatedPngSaysThatItIsDamaged() throws IOException {
    byte[] whole = ImageFiles.encodePng(textured(3));
    Path file = folder.resolve("cut.png");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    try (MediaReader reader = MediaReader.open(file)) {
      Optional<VideoFrame> frame = reader.next();
      assertThat(frame).isPresent();
      assertThat(reader.counts().damaged()).isPositive();
    } catch (MediaException e) {
      assertThat(e.reason()).isEqualTo(MediaException.Reason.NO_FRAMES);
    }
  }

  /** Damage in the coded data alone: the container stays whole. */
  @ParameterizedTest
  @CsvSource({
    "mp4, libopenh264",
    "mp4, mpeg4",
    "mpegts, mpeg2video",
    "matroska, libaom-av1",
    "matroska, png"
  })
  void damagedFramesAreCounted(String container, String codec) throws IOException {
    boolean png = codec.equals("png");
    EncoderSettings settings =
        png
            ? Clips.settings(container, codec, AV_PIX_FMT_RGB24, AVCOL_SPC_RGB, true)
            : Clips.settings(container, codec);
    Path clip =
        Clips.write(folder.resolve("clip"), settings, FRAMES, MediaReaderDamageTest::textured);
    assertThat(countsOf(clip)).isEqualTo(new DecodeCounts(FRAMES, 0, 0));
    byte[] bytes = Files.readAllBytes(clip);
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      // The second quarter is coded data in all of them.
      int at = bytes.length / 4 + random.nextInt(bytes.length / 4);
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(clip, bytes);

    DecodeCounts counts = countsOf(clip);

    assertThat(counts.damaged()).isPositive();
    assertThat(counts.decoded()).isBetween(1L, (long) FRAMES);
  }

  /** A hostile or broken file may be refused, but never takes the machine or the thread with it. */
  @ParameterizedTest
  @CsvSource({
    "mp4, libopenh264, 60",
    "matroska, libvpx-vp9, 40",
    "mpegts, mpeg2video, 40",
    "avi, mpeg4, 40",
    "gif, gif, 40",
    "mp4, libaom-av1, 30",
    "mov, mjpeg, 30",
  })
  void flippedBitsNeverCrashNorHang(String container, String codec, int mutations)
      throws IOException {
    boolean gif = container.equals("gif");
    EncoderSettings settings =
        gif
            ? Clips.settings("gif", "gif", AV_PIX_FMT_RGB8, AVCOL_SPC_RGB, true)
            : codec.equals("mjpeg")
                ? Clips.settings(container, codec, AV_PIX_FMT_YUVJ420P, AVCOL_SPC_BT709, true)
                : Clips.settings(container, codec);
    Path clip = Clips.write(folder.resolve("clip"), settings, 12, i -> Pictures.moving(128, 96, i));
    byte[] original = Files.readAllBytes(clip);

    int readable = mutate(original, container.hashCode() + codec.hashCode(), mutations);

    // AV1's key frame is most of so short a clip, and its decoder gives nothing without it.
    if (!codec.contains("av1")) {
      assertThat(readable).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void flippedBitsInPicturesNeverCrash(String extension) throws IOException {
    Path file = folder.resolve("picture." + extension);
    ImageFiles.write(file, textured(1));

    int readable = mutate(Files.readAllBytes(file), extension.hashCode(), 40);

    assertThat(readable).isPositive();
  }

  /** How many of so many damaged copies could still be read. */
  private int mutate(byte[] original, long seed, int mutations) throws IOException {
    Random random = new Random(seed);
    Path file = folder.resolve("mutant");
    int opened = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] mutant = original.clone();
      // Half of them in the head, where the tables are.
      int reach = i % 2 == 0 ? mutant.length : Math.min(mutant.length, 1200);
      int flips = 1 + random.nextInt(5);
      for (int flip = 0; flip < flips; flip++) {
        mutant[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, mutant);
      opened += Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> open(file));
    }
    return opened;
  }

  /** 1 if the file could be read, 0 if it was refused with a reason. */
  private static int open(Path file) {
    try (MediaReader reader =
        MediaReader.open(file, MediaLimits.defaults(), FrameSampling.even(2))) {
      Clips.readAll(reader);
      return 1;
    } catch (MediaException e) {
      assertThat(e.reason()).isNotNull();
      return 0;
    }
  }

  @Test
  void memoryStaysFlat() throws IOException {
    Path clip = withTableInFront();
    byte[] whole = Files.readAllBytes(clip);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(whole, whole.length / 2));
    Path broken = Files.write(folder.resolve("broken.mp4"), Arrays.copyOf(whole, 200));
    long[] used = new long[3];
    for (int round = 0; round < used.length; round++) {
      for (int i = 0; i < 50; i++) {
        open(clip);
        open(cut);
        open(broken);
      }
      used[round] = Pointer.physicalBytes();
    }

    // The Java heap may still spread; 100 leaked readers would be 500 megabytes.
    assertThat(used[2] - used[1]).isLessThan(160L << 20);
  }

  private Path withTableInFront() {
    Path file = folder.resolve("front.mp4");
    try (VideoWriter writer = new VideoWriter(file, 320, 192, Clips.RATE)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(textured(i), i / Clips.RATE);
      }
    }
    return file;
  }

  private static DecodeCounts countsOf(Path clip) {
    try (MediaReader reader = MediaReader.open(clip)) {
      Clips.readAll(reader);
      return reader.counts();
    }
  }

  /** Detail that costs bytes in every frame, so that cuts and flips land in all of them. */
  private static Image textured(int frame) {
    byte[] rgb = Pictures.moving(320, 192, frame).rgb().clone();
    Random random = new Random(frame);
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, (rgb[i] & 0xFF) + random.nextInt(31) - 15));
    }
    return new Image(320, 192, rgb);
  }
}
