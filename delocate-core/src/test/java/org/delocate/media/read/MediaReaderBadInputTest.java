package org.delocate.media.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.delocate.media.image.Image;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaException.Reason;
import org.delocate.media.library.MediaLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReaderBadInputTest {

  @TempDir Path folder;
  private Path clip;

  @BeforeEach
  void makeClip() {
    clip = Clips.common(folder.resolve("clip.mp4"), 10);
  }

  @Test
  void filesThatAreNoFiles() throws IOException {
    assertReason(folder.resolve("absent.mp4"), Reason.NOT_FOUND);
    assertReason(folder, Reason.NOT_MEDIA);
    assertReason(Files.createFile(folder.resolve("empty.mp4")), Reason.EMPTY_FILE);
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    assumeThat(clip.toFile().setReadable(false)).isTrue();
    assumeThat(Files.isReadable(clip)).as("the tests run as root").isFalse();

    assertReason(clip, Reason.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "jpg", "png", "mkv", "avi", "txt"})
  void textIsNoMediaWhateverItsName(String extension) throws IOException {
    Path text = folder.resolve("text." + extension);
    Files.writeString(text, "This is a letter, not a video.\n".repeat(300));

    assertReason(text, Reason.NOT_MEDIA);
  }

  @Test
  void randomBytesAreNoMedia() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);

    assertReason(Files.write(folder.resolve("noise.mp4"), noise), Reason.NOT_MEDIA);
  }

  /** Each of these names a good clip that FFmpeg alone would open and play. */
  @ParameterizedTest
  @CsvSource({
    "list.m3u8, '#EXTM3U|#EXT-X-VERSION:3|#EXT-X-TARGETDURATION:1|#EXTINF:1,|clip.mp4|#EXT-X-ENDLIST|'",
    "list.ffconcat, 'ffconcat version 1.0|file clip.mp4|'",
    "list.mpd, '<?xml version=\"1.0\"?>|<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\""
        + " profiles=\"urn:mpeg:dash:profile:isoff-live:2011\"><Period><AdaptationSet"
        + " contentType=\"video\"><Representation id=\"1\"><BaseURL>clip.mp4</BaseURL>"
        + "</Representation></AdaptationSet></Period></MPD>'",
    "list.sdp, 'v=0|o=- 0 0 IN IP4 127.0.0.1|s=x|c=IN IP4 127.0.0.1|t=0 0|m=video 5004 RTP/AVP 96|"
        + "a=rtpmap:96 H264/90000|'",
    "list.asx, '<asx version=\"3.0\"><entry><ref href=\"clip.mp4\"/></entry></asx>'",
  })
  void playlistsAreRefused(String name, String text) throws IOException {
    for (String extension : new String[] {"", ".mp4"}) {
      Path list = folder.resolve(name + extension);
      Files.writeString(list, text.replace('|', '\n'));

      assertReason(list, Reason.NOT_MEDIA);
    }
  }

  @Test
  void soundWithoutVideo() throws IOException {
    assertReason(
        Clips.sound(folder.resolve("sound.wav"), "wav", AV_CODEC_ID_PCM_S16LE), Reason.NO_VIDEO);
    assertReason(Clips.sound(folder.resolve("sound.mp4"), "mp4", AV_CODEC_ID_AAC), Reason.NO_VIDEO);
  }

  @Test
  void coverArtIsNoVideo() throws IOException {
    Path song = Clips.sound(folder.resolve("song.mp3"), "mp3", AV_CODEC_ID_MP3);
    assertReason(song, Reason.NO_VIDEO);
    byte[] cover = ImageFiles.encodeJpeg(Pictures.corners(256, 256), 90);

    Files.write(song, Clips.withCover(Files.readAllBytes(song), cover));

    assertReason(song, Reason.NO_VIDEO);
  }

  @Test
  void sizesOutsideTheLimits() throws IOException {
    Path small = folder.resolve("small.png");
    ImageFiles.write(small, Pictures.corners(16, 16));
    Path tiny =
        Clips.write(
            folder.resolve("tiny.mp4"),
            Clips.settings("mp4", "mpeg4"),
            3,
            i -> Pictures.corners(16, 16));

    assertReason(small, Reason.TOO_SMALL);
    assertReason(tiny, Reason.TOO_SMALL);
    assertThatThrownBy(() -> MediaReader.open(clip, new MediaLimits(100 * 100, 64)))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  /** FFmpeg itself forgets the size of such a video. */
  @ParameterizedTest
  @CsvSource({"matroska, ffv1", "webm, libvpx-vp9", "avi, mpeg4"})
  void aVideoOfTooManyPixelsIsCalledSoInEveryContainer(String container, String codec) {
    Path video =
        Clips.write(
            folder.resolve("large"),
            Clips.settings(container, codec),
            3,
            i -> Pictures.moving(160, 96, i));
    assertThatThrownBy(() -> MediaReader.open(video, new MediaLimits(100 * 100, 64)))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void aLinkToNothingIsUnreadable() throws IOException {
    Path link = folder.resolve("link.mp4");
    Files.createSymbolicLink(link, folder.resolve("gone.mp4"));
    assertReason(link, Reason.UNREADABLE);
  }

  @Test
  void moreThanCanBeHeldIsRefusedBeforeMemoryIsAskedFor() throws IOException {
    Path png = Files.write(folder.resolve("huge.png"), Clips.pngHeader(23_170, 23_170));
    byte[] jpeg = ImageFiles.encodeJpeg(Pictures.corners(64, 64), 90);
    int frame = indexOf(jpeg, new byte[] {(byte) 0xFF, (byte) 0xC0});
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0x7F);
    Path photo = Files.write(folder.resolve("huge.jpg"), jpeg);
    byte[] webp = webpOf(Pictures.corners(64, 64));
    int start = indexOf(webp, new byte[] {(byte) 0x9D, 1, 0x2A});
    System.arraycopy(new byte[] {0, 0x3C, 0, 0x3C}, 0, webp, start + 3, 4);
    Path web = Files.write(folder.resolve("huge.webp"), webp);
    byte[] movie = Files.readAllBytes(clip);
    int entry = indexOf(movie, "avc1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    int entryOfTable = indexOf(movie, new byte[] {0, (byte) 160, 0, 96}, entry);
    System.arraycopy(new byte[] {0x3C, 0, 0x21, (byte) 0xC0}, 0, movie, entryOfTable, 4);

    assertReason(png, Reason.TOO_LARGE);
    assertReason(photo, Reason.TOO_LARGE);
    assertReason(web, Reason.TOO_LARGE);
    // The movie's table lies: what counts is what its frames are.
    assertThat(Clips.readAll(Files.write(folder.resolve("liar.mp4"), movie))).hasSize(10);
  }

  /** FFmpeg takes none of these for a picture. */
  @ParameterizedTest
  @CsvSource({"0xC9, arithmetic-coded", "0xCA, arithmetic-coded", "0xC5, hierarchical"})
  void aJpegThatNothingDecodesIsNamed(int startOfFrame, String kind) throws IOException {
    byte[] jpeg = ImageFiles.encodeJpeg(Pictures.corners(128, 128), 90);
    jpeg[indexOf(jpeg, new byte[] {(byte) 0xFF, (byte) 0xC0}) + 1] = (byte) startOfFrame;
    Path photo = Files.write(folder.resolve("photo.jpg"), jpeg);

    assertThatThrownBy(() -> MediaReader.open(photo))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_CODEC))
        .hasMessageContaining("no decoder for " + kind + " JPEG");
  }

  @Test
  void nothingToDecodeIsNoFrames() throws IOException {
    byte[] png = ImageFiles.encodePng(Pictures.corners(128, 128));
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, 45));

    assertThatThrownBy(() -> MediaReader.open(cut))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isIn(Reason.NO_FRAMES, Reason.NOT_MEDIA));
  }

  private static byte[] webpOf(Image image) throws IOException {
    Path file = Files.createTempFile("picture", ".webp");
    try {
      ImageFiles.write(file, image);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return indexOf(bytes, part, 0);
  }

  private static int indexOf(byte[] bytes, byte[] part, int from) {
    for (int i = from; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("the file is not as expected");
  }

  private static void assertReason(Path file, Reason reason) {
    assertThatThrownBy(() -> MediaReader.open(file))
        .isInstanceOfSatisfying(MediaException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(file.getFileName().toString());
  }
}
