package org.delocate.media.library;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EACCES;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EIO;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EPERM;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;

/** What all users of FFmpeg's C functions share: silence, names of files, messages of errors. */
public final class Ffmpeg {

  static {
    // FFmpeg writes to standard error whatever it dislikes in a file. What matters of it is in the
    // return codes, the rest is noise among our own messages.
    av_log_set_level(AV_LOG_QUIET);
  }

  private Ffmpeg() {}

  /** Loads the library and silences it; every class that calls FFmpeg calls this first. */
  public static void load() {}

  /**
   * The address of a file, which FFmpeg cannot take for another protocol whatever its name is. Its
   * bytes are UTF-8 on every system. The caller closes it.
   */
  public static BytePointer addressOf(Path file) {
    return new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8);
  }

  /** FFmpeg's description of an error code. */
  public static String describe(int error) {
    byte[] text = new byte[256];
    av_strerror(error, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /** Whether an error comes from the file system and not from the content of the file. */
  public static boolean isFileSystemError(int error) {
    return error == AVERROR_EIO() || error == AVERROR_EACCES() || error == AVERROR_EPERM();
  }
}
