package org.delocate.media.file;

import static org.bytedeco.ffmpeg.global.avformat.AVPROBE_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.AVPROBE_SCORE_RETRY;
import static org.bytedeco.ffmpeg.global.avformat.av_probe_input_format3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVProbeData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.delocate.media.library.Ffmpeg;

/** Tells by the first bytes of a file whether it is a video or a picture. */
final class ContentProbe {

  private static final int BYTES = 1 << 14;

  private ContentProbe() {}

  /** Whether FFmpeg is sure of a format that may hold pictures; false if it cannot be read. */
  static boolean looksLikeMedia(Path file) {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(BYTES);
    } catch (IOException e) {
      return false;
    }
    if (start.length == 0) {
      return false;
    }
    Ffmpeg.load();
    try (BytePointer bytes = new BytePointer((long) start.length + AVPROBE_PADDING_SIZE);
        AVProbeData data = new AVProbeData();
        IntPointer score = new IntPointer(1)) {
      bytes.put(start, 0, start.length);
      for (int i = 0; i < AVPROBE_PADDING_SIZE; i++) {
        bytes.put(start.length + (long) i, (byte) 0);
      }
      data.buf(bytes);
      data.buf_size(start.length);
      data.filename((BytePointer) null);
      data.mime_type((BytePointer) null);
      AVInputFormat format = av_probe_input_format3(data, 1, score);
      return format != null
          && !format.isNull()
          && score.get() > AVPROBE_SCORE_RETRY
          && InputFormats.mayHoldPictures(format.name().getString());
    }
  }
}
