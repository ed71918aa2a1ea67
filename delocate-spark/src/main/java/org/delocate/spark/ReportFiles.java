package org.delocate.spark;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of all reports: one folder for each content, named by its SHA-256, which appears when
 * it is whole.
 */
final class ReportFiles {

  private final Path folder;
  private final Configuration hadoop;

  ReportFiles(String folder, Configuration hadoop) {
    this.folder = new Path(folder);
    this.hadoop = hadoop;
  }

  /**
   * Puts a report in its place; an older one of the same content is replaced.
   *
   * @param report folder on this machine
   * @return where it is now
   */
  String add(java.nio.file.Path report, String sha256) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    // On a disk of this machine Hadoop would put a file of checksums beside each.
    files.setWriteChecksum(false);
    Path unfinished = new Path(folder, ".unfinished-" + UUID.randomUUID());
    Path whole = new Path(folder, sha256);
    try {
      files.mkdirs(folder);
      files.copyFromLocalFile(false, true, new Path(report.toUri()), unfinished);
      files.delete(whole, true);
      if (!files.rename(unfinished, whole) && !files.exists(whole)) {
        throw new IOException(unfinished + " cannot be renamed to " + whole);
      }
    } finally {
      files.delete(unfinished, true);
    }
    return files.makeQualified(whole).toString();
  }
}
