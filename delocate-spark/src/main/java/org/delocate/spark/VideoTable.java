package org.delocate.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * The folder of the table. Every task adds one file, which takes its name when it is whole: whoever
 * reads the table sees whole rows only, whatever was killed, and two attempts at a task leave one
 * file.
 */
final class VideoTable {

  /** Readers of Hadoop and Spark pass over names that begin so. */
  private static final String UNFINISHED = "_unfinished";

  private static final String SUFFIX = ".parquet";

  private final Path folder;
  private final Configuration hadoop;

  VideoTable(String folder, Configuration hadoop) {
    this.folder = new Path(folder);
    this.hadoop = hadoop;
  }

  private FileSystem files() throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    // On a disk of this machine Hadoop would put a file of checksums beside each.
    files.setWriteChecksum(false);
    return files;
  }

  /**
   * Makes the folder if it is not there.
   *
   * @return whether there are rows in it
   * @throws BatchException if the folder holds something else than a table, or cannot be used
   */
  boolean open() {
    try {
      files().mkdirs(folder);
      boolean rows = false;
      RemoteIterator<FileStatus> listed = files().listStatusIterator(folder);
      while (listed.hasNext()) {
        String name = listed.next().getPath().getName();
        if (name.endsWith(SUFFIX)) {
          rows = true;
        } else if (!name.startsWith("_") && !name.startsWith(".")) {
          throw new BatchException(
              "--out: " + folder + " is no table: it holds " + name + "; name another folder");
        }
      }
      return rows;
    } catch (IOException e) {
      throw new BatchException("--out: " + folder + ": " + Words.of(e), e);
    }
  }

  /** Removes what attempts that were killed left. No other run may be at work. */
  void sweep() throws IOException {
    files().delete(new Path(folder, UNFINISHED), true);
  }

  /**
   * Adds rows.
   *
   * @param part name that any attempt at the same task would give
   */
  void add(List<VideoRow> rows, String part) throws IOException {
    Path whole = new Path(folder, part + SUFFIX);
    Path unfinished = new Path(new Path(folder, UNFINISHED), UUID.randomUUID() + SUFFIX);
    try {
      try (ParquetWriter<Group> writer =
          ExampleParquetWriter.builder(HadoopOutputFile.fromPath(unfinished, hadoop))
              .withType(VideoRow.SCHEMA)
              .withConf(hadoop)
              .withCompressionCodec(CompressionCodecName.GZIP)
              .build()) {
        for (VideoRow row : rows) {
          writer.write(row.group());
        }
      }
      if (!files().exists(whole) && !files().rename(unfinished, whole)) {
        throw new IOException(unfinished + " cannot be renamed to " + whole);
      }
    } finally {
      files().delete(unfinished, false);
    }
  }

  /**
   * Looks for a row.
   *
   * @param part name of a file of the table
   * @param sha256 of the content
   */
  Optional<VideoRow> row(String part, String sha256, BatchSettings settings) throws IOException {
    for (VideoRow row : rows(part)) {
      if (row.sha256().equals(Optional.of(sha256)) && row.isOf(settings)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  private List<VideoRow> rows(String part) throws IOException {
    List<VideoRow> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new Path(folder, part))
            .withConf(hadoop)
            .build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(new VideoRow(group));
      }
    }
    return rows;
  }
}
