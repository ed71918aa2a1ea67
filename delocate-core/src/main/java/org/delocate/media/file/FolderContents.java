package org.delocate.media.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a folder and the folders in it hold: the videos and pictures, by {@link MediaFiles#isMedia},
 * and what was left out, so that nothing is passed over in silence.
 *
 * <p>Other hidden files and folders are left out without a word, and so are the folders that our
 * own reports were written to. Links to files are followed, links to folders are not.
 *
 * @param media sorted by path
 * @param appleDoubles files in which macOS keeps what other file systems cannot hold ({@code ._*})
 * @param others files that are neither videos nor pictures, nor called so
 * @param unreadable files and folders that may not be read
 */
public record FolderContents(List<Path> media, int appleDoubles, int others, int unreadable) {

  /** The file by which a folder of our own reports is known. */
  private static final String REPORT = "report.json";

  public FolderContents {
    media = List.copyOf(media);
  }

  /** How many files were left out, of each kind of which there are some; in words. */
  public List<String> leftOut() {
    List<String> words = new ArrayList<>();
    if (appleDoubles > 0) {
      words.add(appleDoubles + " AppleDouble (._*)");
    }
    if (others > 0) {
      words.add(others + (others == 1 ? " is" : " are") + " no video or picture");
    }
    if (unreadable > 0) {
      words.add(unreadable + " may not be read");
    }
    return words;
  }

  static FolderContents of(Path folder) throws IOException {
    Visitor visitor = new Visitor(folder);
    Files.walkFileTree(folder, visitor);
    return new FolderContents(
        List.copyOf(visitor.media.keySet()),
        visitor.appleDoubles,
        visitor.others,
        visitor.unreadable);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {

    private final Path root;
    private final TreeMap<Path, Boolean> media = new TreeMap<>();
    private int appleDoubles;
    private int others;
    private int unreadable;

    Visitor(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped = nameOf(folder).startsWith(".") || Files.exists(folder.resolve(REPORT));
      return skipped && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (nameOf(file).startsWith("._")) {
        appleDoubles++;
      } else if (!nameOf(file).startsWith(".") && Files.isRegularFile(file)) {
        if (MediaFiles.isMedia(file)) {
          media.put(file, true);
        } else if (!Files.isReadable(file)) {
          unreadable++;
        } else {
          others++;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unreadable++;
      return FileVisitResult.CONTINUE;
    }

    private static String nameOf(Path path) {
      return path.getFileName() == null ? "" : path.getFileName().toString();
    }
  }
}
