package org.delocate.cli.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.cli.option.UsageException;
import org.delocate.media.file.WholeFiles;

/**
 * A file that a command makes; nothing is ever written over.
 *
 * @param path as the user names it
 */
record NewFile(Path path) {

  /**
   * Makes its folder, before there is work that could be lost.
   *
   * @throws UsageException if there is something of that name, or the folder cannot be written to
   */
  void prepare() {
    if (Files.exists(path)) {
      throw new UsageException("--out: " + path + " is there already; remove it or name another");
    }
    Path folder = path.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("--out: " + e.getMessage() + " is a file, not a folder", e);
    } catch (IOException e) {
      throw new UsageException("--out: the folder " + folder + " cannot be made", e);
    }
    if (!Files.isWritable(folder)) {
      throw new UsageException("--out: there is no permission to write in " + folder);
    }
  }

  /**
   * Writes all of it, or nothing.
   *
   * @throws org.delocate.media.library.MediaException if that fails
   */
  void write(byte[] content) {
    WholeFiles.write(path.toAbsolutePath(), content);
  }
}
