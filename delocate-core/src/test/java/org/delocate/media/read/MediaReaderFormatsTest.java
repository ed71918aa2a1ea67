package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGBA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.write.EncoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReaderFormatsTest {

  private static final int FRAMES = 30;

  @TempDir Path folder;

  /** The name of the file says nothing: formats are told by their content. */
  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource({
    "mp4, libopenh264, h264, yuv",
    "mov, libopenh264, h264, yuv",
    "mpegts, libopenh264, h264, yuv",
    "flv, libopenh264, h264, yuv",
    "h264, libopenh264, h264, yuv",
    "mp4, mpeg4, mpeg4, yuv",
    "avi, mpeg4, mpeg4, yuv",
    "webm, libvpx, vp8, yuv",
    "webm, libvpx-vp9, vp9, yuv",
    "matroska, libaom-av1, av1, yuv10",
    "mp4, libaom-av1, av1, yuv",
    "avi, mjpeg, mjpeg, yuvj",
    "matroska, ffv1, ffv1, yuv10",
    "mpeg, mpeg1video, mpeg1video, yuv",
    "mpegts, mpeg2video, mpeg2video, yuv",
    "mov, prores_ks, prores, yuv422",
    "asf, wmv2, wmv2, yuv",
    "mov, qtrle, qtrle, rgb",
    "nut, rawvideo, rawvideo, rgb",
    "gif, gif, gif, rgb8",
    "apng, apng, apng, rgb",
  })
  void readsContainersAndCodecs(String container, String encoder, String codec, String pixels) {
    int format =
        switch (pixels) {
          case "yuv10" -> AV_PIX_FMT_YUV420P10;
          case "yuvj" -> AV_PIX_FMT_YUVJ420P;
          case "yuv422" -> AV_PIX_FMT_YUV422P10;
          case "rgb" -> AV_PIX_FMT_RGB24;
          case "rgb8" -> AV_PIX_FMT_RGB8;
          default -> AV_PIX_FMT_YUV420P;
        };
    boolean rgb = pixels.startsWith("rgb");
    EncoderSettings settings =
        Clips.settings(
            container,
            encoder,
            format,
            rgb ? AVCOL_SPC_RGB : AVCOL_SPC_BT709,
            rgb || pixels.equals("yuvj"));
    Path file =
        Clips.write(
            folder.resolve("clip.data"), settings, FRAMES, i -> Pictures.moving(320, 192, i));

    try (MediaReader reader = MediaReader.open(file, MediaLimits.defaults())) {
      List<VideoFrame> frames = Clips.readAll(reader);

      assertThat(reader.info().codec()).isEqualTo(codec);
      assertThat(reader.info().frames()).isEqualTo(FRAMES);
      assertThat(reader.info().picture()).isFalse();
      assertThat(reader.info().durationSeconds()).isCloseTo(FRAMES / Clips.RATE, within(0.05));
      assertThat(frames).hasSize(FRAMES);
      assertThat(reader.counts()).isEqualTo(new DecodeCounts(FRAMES, 0, 0));
      for (int i = 0; i < FRAMES; i++) {
        VideoFrame frame = frames.get(i);
        assertThat(frame.index()).isEqualTo(i);
        assertThat(frame.timeSeconds()).isCloseTo(i / Clips.RATE, within(0.002));
        assertThat(frame.damaged()).isFalse();
        assertThat(Pictures.meanDifference(frame.image(), Pictures.moving(320, 192, i)))
            .as("frame %d", i)
            .isLessThan(pixels.equals("rgb8") ? 25 : 8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "webp"})
  void readsPictures(String extension) {
    Path file = folder.resolve("picture." + extension);
    ImageFiles.write(file, Pictures.gradient(300, 200));

    try (MediaReader reader = MediaReader.open(file, MediaLimits.defaults())) {
      List<VideoFrame> frames = Clips.readAll(reader);

      assertThat(reader.info().picture()).isTrue();
      assertThat(reader.info().frames()).isEqualTo(1);
      assertThat(reader.info().durationSeconds()).isZero();
      assertThat(frames).hasSize(1);
      assertThat(frames.get(0).timeSeconds()).isZero();
      assertThat(Pictures.largestDifference(frames.get(0).image(), ImageFiles.read(file)))
          .isLessThanOrEqualTo(4);
    }
  }

  @Test
  void aGifOfOneFrameIsAPicture() {
    EncoderSettings settings = Clips.settings("gif", "gif", AV_PIX_FMT_RGB8, AVCOL_SPC_RGB, true);
    Path file =
        Clips.write(folder.resolve("still.gif"), settings, 1, i -> Pictures.corners(128, 96));

    try (MediaReader reader = MediaReader.open(file)) {
      assertThat(reader.info().picture()).isTrue();
      assertThat(Clips.readAll(reader)).hasSize(1);
    }
  }

  @Test
  void transparencyIsDropped() {
    EncoderSettings settings = Clips.settings("apng", "apng", AV_PIX_FMT_RGBA, AVCOL_SPC_RGB, true);
    Image picture = Pictures.corners(128, 96);
    Path file = Clips.write(folder.resolve("still.png"), settings, 1, i -> picture);

    assertThat(Clips.readAll(file).get(0).image()).isEqualTo(picture);
  }

  @Test
  void namesWithSpacesAccentsAndPercentSignsAreOnlyNames() throws Exception {
    Path plain = Clips.common(folder.resolve("plain.mp4"), 3);
    for (String name : List.of("a b%03d.jpg", "concat:x|y.mp4", "*?.mp4")) {
      Path file = Files.copy(plain, folder.resolve(name));

      assertThat(Clips.readAll(file)).hasSize(3);
    }
  }
}
