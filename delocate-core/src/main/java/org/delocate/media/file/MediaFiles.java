package org.delocate.media.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.delocate.media.library.MediaException;

/** Finds the videos and pictures of a folder. */
public final class MediaFiles {

  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mov", "qt", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpg", "mpeg",
          "vob", "m2v", "wmv", "asf", "flv", "f4v", "ogv", "ogg", "3gp", "3g2", "mxf", "rm", "rmvb",
          "dv", "gif", "apng", "nut", "ivf", "y4m", "h264", "264", "h265", "265", "hevc", "mjpeg",
          "mjpg", "av1", "obu");

  private static final Set<String> PICTURES =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "tif", "tiff", "avif", "avifs",
          "heic", "heif", "jp2", "jxl");

  private MediaFiles() {}

  /**
   * Searches a folder and the folders in it.
   *
   * @throws MediaException NOT_FOUND if there is no such folder, UNREADABLE if it cannot be read
   */
  public static FolderContents search(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MediaException(
          MediaException.Reason.NOT_FOUND, folder + ": there is no such folder");
    }
    if (!Files.isReadable(folder)) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE, folder + ": there is no permission to read the folder");
    }
    try {
      return FolderContents.of(folder);
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          folder + ": the folder cannot be read: " + e.getMessage(),
          e);
    }
  }

  /**
   * Whether a file is to be looked at: it is called a video or picture, and so must be judged or
   * refused, or its content is one, whatever it is called. The rule of all commands.
   */
  public static boolean isMedia(Path file) {
    return isCandidate(file) || ContentProbe.looksLikeMedia(file);
  }

  /** Whether a file of this name may be a video or a picture. */
  public static boolean isCandidate(Path file) {
    String extension = extensionOf(file);
    return VIDEOS.contains(extension) || PICTURES.contains(extension);
  }

  private static String extensionOf(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
