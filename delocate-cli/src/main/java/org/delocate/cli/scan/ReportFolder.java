package org.delocate.cli.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.delocate.worker.ScratchFolders;

/**
 * The folder of one report, which appears only when it is whole.
 *
 * <p>Everything is written to a hidden folder beside it, which takes its place in one step. An
 * input whose scan is cut short leaves nothing, and the report of an earlier run stays as it was.
 */
final class ReportFolder implements AutoCloseable {
  private final Path finished;
  private final Path partial;

  private ReportFolder(Path finished, Path partial) {
    this.finished = finished;
    this.partial = partial;
  }

  /**
   * Starts a report.
   *
   * @param out the folder of all reports, which exists
   * @param name the name of this report's folder
   * @throws IOException if nothing can be written there
   */
  static ReportFolder start(Path out, String name) throws IOException {
    Path partial = Files.createTempDirectory(out, ".partial-");
    return new ReportFolder(out.resolve(name), partial);
  }

  /** Where to write while the report is made. */
  Path partial() {
    return partial;
  }

  /**
   * Puts the report in its place; an older one of the same name is replaced.
   *
   * @return the folder of the report
   * @throws IOException if the old report cannot be removed or the new one cannot be moved
   */
  Path finish() throws IOException {
    allowOthersToRead(partial);
    if (Files.exists(finished)) {
      Path old = Files.createTempDirectory(finished.toAbsolutePath().getParent(), ".old-");
      Files.move(finished, old.resolve("report"));
      Files.move(partial, finished);
      ScratchFolders.delete(old);
    } else {
      Files.move(partial, finished);
    }
    return finished;
  }

  /** Removes what was written, unless the report was finished. */
  @Override
  public void close() {
    try {
      ScratchFolders.delete(partial);
    } catch (IOException notOurs) {
      // A hidden folder that cannot be removed is left behind: it is no report, and there is no one
      // to tell.
    }
  }

  /**
   * Temporary folders are private to their owner; a report is an ordinary folder, like one made by
   * hand.
   */
  private static void allowOthersToRead(Path folder) throws IOException {
    Path ordinary = folder.resolve(".ordinary");
    Files.createDirectory(ordinary);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, Files.getPosixFilePermissions(ordinary));
    }
    Files.delete(ordinary);
  }
}
