package org.delocate.media.write;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a video is encoded.
 *
 * @param container FFmpeg's name of the container
 * @param codecs FFmpeg's names of encoders; the first that exists and accepts the size is taken
 * @param pixels what they are made of
 * @param clock how time is counted
 * @param bitsPerSecond wanted size, 0 for what the encoder likes
 * @param shown how the picture is to be shown
 * @param options options of the encoder and the container; unknown ones are ignored
 * @param comment text that is written into the file, may be empty
 */
public record EncoderSettings(
    String container,
    List<String> codecs,
    Pixels pixels,
    Clock clock,
    long bitsPerSecond,
    Shown shown,
    Map<String, String> options,
    String comment) {

  /** Fine enough for every usual frame rate. */
  public static final int FINE_TICKS = 60_000;

  public EncoderSettings {
    codecs = List.copyOf(codecs);
    options = Map.copyOf(options);
  }

  /**
   * What pixels are made of.
   *
   * @param format FFmpeg's number of it
   * @param matrix FFmpeg's number of the colour matrix, which is also written into the file
   * @param fullRange whether luma goes from 0 to 255 instead of 16 to 235
   */
  public record Pixels(int format, int matrix, boolean fullRange) {}

  /**
   * How time is counted.
   *
   * @param ticksPerSecond unit of the time stamps; MPEG-1 and 2 take only their frame rate, MPEG-4
   *     part 2 at most 65535
   * @param framesPerSecond nominal rate, for the rate control and the length of the last frame;
   *     above 0, at most 1000
   */
  public record Clock(int ticksPerSecond, double framesPerSecond) {

    public Clock {
      if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
        throw new IllegalArgumentException(framesPerSecond + " frames a second");
      }
    }
  }

  /**
   * How a picture is to be shown.
   *
   * @param pixelAspect width of a pixel over its height, as numerator and denominator
   * @param displayMatrix how it is to be turned, or empty
   */
  public record Shown(List<Integer> pixelAspect, List<Integer> displayMatrix) {

    public Shown {
      pixelAspect = List.copyOf(pixelAspect);
      displayMatrix = List.copyOf(displayMatrix);
    }

    /** With square pixels, as it lies in the file. */
    public static Shown plain() {
      return new Shown(List.of(1, 1), List.of());
    }
  }

  /** MP4 that plays everywhere, with its table in front. */
  static EncoderSettings mp4(
      double framesPerSecond, long bitsPerSecond, String comment, VideoCodec codec) {
    Map<String, String> options = new HashMap<>(codec.options());
    options.put("movflags", "+faststart");
    return new EncoderSettings(
        "mp4",
        codec.encoders(),
        new Pixels(AV_PIX_FMT_YUV420P, AVCOL_SPC_BT709, false),
        new Clock(FINE_TICKS, framesPerSecond),
        bitsPerSecond,
        Shown.plain(),
        options,
        comment);
  }

  /** Matroska with every pixel as it was given and checksums over them. */
  static EncoderSettings lossless(double framesPerSecond, String comment) {
    return new EncoderSettings(
        "matroska",
        List.of("ffv1"),
        new Pixels(AV_PIX_FMT_BGR0, AVCOL_SPC_RGB, true),
        new Clock(FINE_TICKS, framesPerSecond),
        0,
        Shown.plain(),
        Map.of("level", "3", "slicecrc", "1"),
        comment);
  }
}
