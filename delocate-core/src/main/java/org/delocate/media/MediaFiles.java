package org.delocate.media;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds the files of a folder that are worth opening, judged by their names. */
public final class MediaFiles {

  private static final Set<String> VIDEOS =
      Set.of(
          "mp4", "m4v", "mov", "qt", "mkv", "webm", "avi", "ts", "mts", "m2ts", "mpg", "mpeg",
          "vob", "m2v", "wmv", "asf", "flv", "f4v", "ogv", "ogg", "3gp", "3g2", "mxf", "rm", "rmvb",
          "dv", "gif", "apng", "nut", "ivf", "y4m", "h264", "264", "h265", "265", "hevc", "mjpeg",
          "mjpg");

  private static final Set<String> PICTURES =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "tif", "tiff", "avif");

  /** The file by which a folder of our own reports is known. */
  private static final String REPORT = "report.json";

  private MediaFiles() {}

  /**
   * All regular files of a folder and the folders in it whose extension is that of a video or a
   * picture, sorted by path. Hidden files and folders are left out, and so are the folders that our
   * own reports were written to. Links to files are followed, links to folders are not; folders
   * that may not be read are passed over.
   *
   * @throws MediaException NOT_FOUND if there is no such folder, UNREADABLE if it cannot be read
   */
  public static List<Path> candidates(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new MediaException(
          MediaException.Reason.NOT_FOUND, folder + ": there is no such folder");
    }
    if (!Files.isReadable(folder)) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE, folder + ": there is no permission to read the folder");
    }
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(folder, new Visitor(folder, found));
    } catch (IOException e) {
      throw new MediaException(
          MediaException.Reason.UNREADABLE,
          folder + ": the folder cannot be read: " + e.getMessage(),
          e);
    }
    Collections.sort(found);
    return List.copyOf(found);
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

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Path root;
    private final List<Path> found;

    Visitor(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped = isHidden(folder) || Files.exists(folder.resolve(REPORT));
      return skipped && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isHidden(file) && isCandidate(file) && Files.isRegularFile(file)) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    /** By the name, as in the report folders of a system that hides files otherwise. */
    private static boolean isHidden(Path path) {
      return path.getFileName() != null && path.getFileName().toString().startsWith(".");
    }
  }
}
