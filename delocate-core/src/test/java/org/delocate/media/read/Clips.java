package org.delocate.media.read;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.zip.CRC32;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.delocate.media.image.Image;
import org.delocate.media.image.VideoFrame;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.sampling.FrameSampling;
import org.delocate.media.write.EncoderSettings;
import org.delocate.media.write.VideoEncoder;

/** Makes the files that tests read, with the encoders of our own FFmpeg. */
public final class Clips {

  static final double RATE = 25;

  private Clips() {}

  static EncoderSettings settings(String container, String codec) {
    return settings(container, codec, AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, false);
  }

  static EncoderSettings settings(
      String container, String codec, int pixelFormat, int matrix, boolean fullRange) {
    return new EncoderSettings(
        container,
        List.of(codec),
        new EncoderSettings.Pixels(pixelFormat, matrix, fullRange),
        new EncoderSettings.Clock(
            codec.matches("mpeg[12]video") ? (int) RATE : EncoderSettings.FINE_TICKS, RATE),
        2_000_000,
        EncoderSettings.Shown
            .plain(), // The last three keep the slow encoders fast enough for tests.
        Map.of("g", "12", "deadline", "realtime", "usage", "realtime", "cpu-used", "8"),
        "");
  }

  /** Rotation for showing and the shape of pixels, as phones and camcorders write them. */
  static EncoderSettings shown(
      String container, String codec, List<Integer> displayMatrix, List<Integer> pixelAspect) {
    EncoderSettings plain = settings(container, codec);
    return new EncoderSettings(
        plain.container(),
        plain.codecs(),
        plain.pixels(),
        plain.clock(),
        plain.bitsPerSecond(),
        new EncoderSettings.Shown(pixelAspect, displayMatrix),
        plain.options(),
        plain.comment());
  }

  static Path write(Path file, EncoderSettings settings, int frames, IntFunction<Image> pictures) {
    return write(file, settings, frames, pictures, frame -> frame / RATE);
  }

  static Path write(
      Path file,
      EncoderSettings settings,
      int frames,
      IntFunction<Image> pictures,
      IntToDoubleFunction times) {
    Image first = pictures.apply(0);
    try (VideoEncoder encoder = new VideoEncoder(file, first.width(), first.height(), settings)) {
      for (int i = 0; i < frames; i++) {
        encoder.write(pictures.apply(i), times.applyAsDouble(i));
      }
      encoder.finish();
    }
    return file;
  }

  /** A common clip: H.264 in MP4, 160 x 96, 25 frames a second. */
  public static Path common(Path file, int frames) {
    return write(file, settings("mp4", "libopenh264"), frames, i -> Pictures.moving(160, 96, i));
  }

  /** Reads a file to its end. */
  public static List<VideoFrame> readAll(Path file) {
    return readAll(file, FrameSampling.all());
  }

  static List<VideoFrame> readAll(Path file, FrameSampling sampling) {
    try (MediaReader reader = MediaReader.open(file, MediaLimits.defaults(), sampling)) {
      return readAll(reader);
    }
  }

  public static List<VideoFrame> readAll(MediaReader reader) {
    List<VideoFrame> frames = new ArrayList<>();
    for (Optional<VideoFrame> f = reader.next(); f.isPresent(); f = reader.next()) {
      frames.add(f.get());
    }
    return frames;
  }

  /** One second of a tone. */
  static Path sound(Path file, String container, int codec) throws IOException {
    int rate = 44_100;
    short[] samples = new short[rate];
    for (int i = 0; i < rate; i++) {
      samples[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / rate));
    }
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 1)) {
      recorder.setFormat(container);
      recorder.setAudioCodec(codec);
      recorder.setSampleRate(rate);
      recorder.start();
      Frame frame = new Frame();
      frame.sampleRate = rate;
      frame.audioChannels = 1;
      frame.samples = new java.nio.Buffer[] {ShortBuffer.wrap(samples)};
      recorder.recordSamples(frame.samples);
    }
    return file;
  }

  /** Puts an ID3 tag with a cover picture before an MP3. */
  static byte[] withCover(byte[] mp3, byte[] jpeg) {
    byte[] head = "\0image/jpeg\0\3\0".getBytes(StandardCharsets.ISO_8859_1);
    int content = head.length + jpeg.length;
    ByteBuffer tag = ByteBuffer.allocate(20 + content + mp3.length);
    tag.put("ID3\3\0\0".getBytes(StandardCharsets.ISO_8859_1));
    int size = content + 10;
    for (int shift = 21; shift >= 0; shift -= 7) {
      tag.put((byte) (size >> shift & 0x7F));
    }
    tag.put("APIC".getBytes(StandardCharsets.ISO_8859_1)).putInt(content).putShort((short) 0);
    return tag.put(head).put(jpeg).put(mp3).array();
  }

  /** Puts an EXIF orientation, 1 to 8, into a JPEG. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(2 + 36);
    exif.putShort((short) 0xFFE1)
        .putShort((short) 36)
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    exif.putShort((short) 1); // one entry: orientation, a short
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    exif.putInt(0);
    byte[] header = Arrays.copyOf(exif.array(), exif.position());
    header[3] = (byte) (header.length - 2);
    ByteBuffer joined = ByteBuffer.allocate(jpeg.length + header.length);
    return joined.put(jpeg, 0, 2).put(header).put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A PNG whose header states a size, with next to no data behind it. */
  static byte[] pngHeader(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12);
    png.putLong(0x89504E470D0A1A0AL);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0});
    putChunk(png, "IHDR", header.array());
    putChunk(png, "IEND", new byte[0]);
    return png.array();
  }

  private static void putChunk(ByteBuffer png, String name, byte[] data) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data);
    png.putInt(data.length).put(type).put(data).putInt((int) crc.getValue());
  }

  /** One file after the other in one file, as broadcasts are joined. */
  static Path joined(Path file, Path... parts) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file);
    for (Path part : parts) {
      Files.write(file, Files.readAllBytes(part), java.nio.file.StandardOpenOption.APPEND);
    }
    return file;
  }
}
