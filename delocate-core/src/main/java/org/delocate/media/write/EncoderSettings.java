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
 * @param pixelFormat FFmpeg's number of the format of the pixels
 * @param matrix FFmpeg's number of the colour matrix, which is also written into the file
 * @param fullRange whether luma goes from 0 to 255 instead of 16 to 235
 * @param ticksPerSecond unit of the time stamps; MPEG-1 and 2 take only their frame rate, MPEG-4
 *     part 2 at most 65535
 * @param framesPerSecond nominal rate, for the rate control and the length of the last frame
 * @param bitsPerSecond wanted size, 0 for what the encoder likes
 * @param pixelAspect width of a pixel over its height, as numerator and denominator
 * @param displayMatrix how the picture is to be turned when shown, or empty
 * @param options options of the encoder and the container; unknown ones are ignored
 * @param comment text that is written into the file, may be empty
 */
public record EncoderSettings(
    String container,
    List<String> codecs,
    int pixelFormat,
    int matrix,
    boolean fullRange,
    int ticksPerSecond,
    double framesPerSecond,
    long bitsPerSecond,
    List<Integer> pixelAspect,
    List<Integer> displayMatrix,
    Map<String, String> options,
    String comment) {

  /** Fine enough for every usual frame rate. */
  public static final int FINE_TICKS = 60_000;

  public EncoderSettings {
    codecs = List.copyOf(codecs);
    pixelAspect = List.copyOf(pixelAspect);
    displayMatrix = List.copyOf(displayMatrix);
    options = Map.copyOf(options);
    if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw new IllegalArgumentException(framesPerSecond + " frames a second");
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
        AV_PIX_FMT_YUV420P,
        AVCOL_SPC_BT709,
        false,
        FINE_TICKS,
        framesPerSecond,
        bitsPerSecond,
        List.of(1, 1),
        List.of(),
        options,
        comment);
  }

  /** Matroska with every pixel as it was given and checksums over them. */
  static EncoderSettings lossless(double framesPerSecond, String comment) {
    return new EncoderSettings(
        "matroska",
        List.of("ffv1"),
        AV_PIX_FMT_BGR0,
        AVCOL_SPC_RGB,
        true,
        FINE_TICKS,
        framesPerSecond,
        0,
        List.of(1, 1),
        List.of(),
        Map.of("level", "3", "slicecrc", "1"),
        comment);
  }
}
