package org.delocate.media.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.delocate.media.container.Demuxer;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;
import org.delocate.media.picture.PictureHeader;

/**
 * Which video of which file is read, and with what. To learn what is in a file, and to decode it,
 * it is opened several times: each time as this says.
 *
 * @param threads threads of a decoder, at least 1
 * @param stream FFmpeg's number of the video's stream; empty for the one that players show
 */
record VideoToRead(Path file, MediaLimits limits, int threads, OptionalInt stream) {

  VideoToRead {
    if (threads < 1) {
      throw new IllegalArgumentException("a decoder of " + threads + " threads");
    }
  }

  /** The file's name without its folder, as messages begin with it. */
  String name() {
    return file.getFileName() == null ? file.toString() : file.getFileName().toString();
  }

  /**
   * Opens the file; whoever asks closes it.
   *
   * @throws MediaException if FFmpeg cannot open it; NO_VIDEO if that stream is no video
   */
  Demuxer demuxer() {
    return new Demuxer(file, limits, stream);
  }

  /**
   * Looks at the file without FFmpeg, which would say less of what is wrong.
   *
   * @throws MediaException NOT_FOUND, UNREADABLE, NOT_MEDIA or EMPTY_FILE; what the limits refuse
   *     if it is a picture whose header states such a size
   */
  void checkFile() {
    try {
      if (Files.isSymbolicLink(file) && Files.notExists(file)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE,
            name() + ": the link leads to a file that is not there");
      }
      if (Files.notExists(file)) {
        throw new MediaException(MediaException.Reason.NOT_FOUND, file + ": there is no such file");
      }
      if (!Files.exists(file)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE,
            name() + ": there is no permission to look into its folder");
      }
      if (!Files.isRegularFile(file)) {
        throw new MediaException(
            MediaException.Reason.NOT_MEDIA,
            name() + (Files.isDirectory(file) ? ": a folder, not a file" : ": not a regular file"));
      }
      if (!Files.isReadable(file)) {
        throw new MediaException(
            MediaException.Reason.UNREADABLE, name() + ": there is no permission to read the file");
      }
      if (Files.size(file) == 0) {
        throw new MediaException(MediaException.Reason.EMPTY_FILE, name() + ": the file is empty");
      }
      PictureHeader.of(file).ifPresent(header -> header.check(name(), limits));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          name() + ": the file cannot be read: " + e.getMessage(),
          e);
    }
  }
}
