package org.delocate.media.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.delocate.media.library.MediaException;

/**
 * Files that are there whole or not at all: they are written beside their place and moved into it
 * when complete, so that a process that is stopped leaves no half file behind.
 */
public final class WholeFiles {

  private WholeFiles() {}

  /**
   * Writes a whole file.
   *
   * @throws MediaException WRITE_FAILED
   */
  public static void write(Path file, byte[] content) {
    Path partial = partialOf(file);
    try {
      Files.write(partial, content);
    } catch (IOException e) {
      discard(partial);
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, "cannot write " + file + ": " + e.getMessage(), e);
    }
    complete(partial, file);
  }

  /**
   * A hidden place in the same folder, so that the move is a rename; it keeps the extension, by
   * which writers choose a format.
   */
  public static Path partialOf(Path file) {
    return file.resolveSibling("." + ProcessHandle.current().pid() + "-" + file.getFileName());
  }

  /**
   * Moves a finished file into its place, over one that is there.
   *
   * @throws MediaException WRITE_FAILED
   */
  public static void complete(Path partial, Path file) {
    try {
      try {
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      discard(partial);
      throw new MediaException(
          MediaException.Reason.WRITE_FAILED, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** Removes a file that will not be finished, if it is there. */
  public static void discard(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      // The file that could not be written is already the subject of an exception.
      partial.toFile().deleteOnExit();
    }
  }
}
