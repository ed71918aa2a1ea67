package org.delocate.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.delocate.network.engine.Precision;
import org.delocate.report.ReportFormat;

/** Small archives, and tables read without Spark. */
final class Archives {
  static final Path REAL = Path.of("../samples/astronaut-real.mp4").toAbsolutePath().normalize();
  static final Path FORGED =
      Path.of("../samples/astronaut-forged.mp4").toAbsolutePath().normalize();

  private static final long FILE = 64L << 20;
  private static final long MEMORY = 4L << 30;

  private Archives() {}

  /** A video like another, with a content of its own: players pass over what comes at the end. */
  static Path variant(Path video, Path file, int number) throws IOException {
    Files.createDirectories(file.getParent());
    Files.copy(video, file);
    byte[] box = {0, 0, 0, 12, 'f', 'r', 'e', 'e', 0, 0, 0, (byte) number};
    return Files.write(file, box, StandardOpenOption.APPEND);
  }

  /** A few frames of each video, one file a task. */
  static BatchRequest request(Path archive, Path table, String master) {
    return request(archive.toString(), table.toString(), master);
  }

  /** The same by names of whatever file system. */
  static BatchRequest request(String archive, String table, String master) {
    return new BatchRequest(
        List.of(archive),
        table,
        Optional.of(master),
        Optional.empty(),
        new ScanChoice(
            new ScanChoice.Sampling("4", 0),
            Precision.FP32,
            "",
            Set.<ReportFormat>of(),
            new ScanChoice.Limits(FILE, MEMORY, 10)),
        OptionalInt.of(1));
  }

  private static BatchRequest with(BatchRequest request, ScanChoice scans) {
    return new BatchRequest(
        request.inputs(),
        request.table(),
        request.master(),
        request.model(),
        scans,
        request.filesPerTask());
  }

  static BatchRequest withReports(BatchRequest request, String reports) {
    ScanChoice scans = request.scans();
    return with(
        request,
        new ScanChoice(
            scans.sampling(),
            scans.precision(),
            reports,
            Set.of(ReportFormat.JSON),
            scans.limits()));
  }

  static BatchRequest withWorkerBytes(BatchRequest request, long bytes) {
    ScanChoice scans = request.scans();
    return with(
        request,
        new ScanChoice(
            scans.sampling(),
            scans.precision(),
            scans.reports(),
            scans.formats(),
            new ScanChoice.Limits(
                scans.limits().fileBytes(), bytes, scans.limits().workerMinutes())));
  }

  static BatchJob.Result run(BatchRequest request) {
    return new BatchJob(request, new PrintWriter(Writer.nullWriter())).run();
  }

  /**
   * The rows of a table by the name of the file, in the order of names. More than one row of a file
   * fails.
   */
  static Map<String, Group> rows(Path table) throws IOException {
    Map<String, Group> rows = new TreeMap<>();
    try (var parts = Files.newDirectoryStream(table, "*.parquet")) {
      for (Path part : parts) {
        try (ParquetReader<Group> reader =
            ParquetReader.builder(
                    new GroupReadSupport(), new org.apache.hadoop.fs.Path(part.toUri()))
                .withConf(new Configuration())
                .build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            String name = row.getString("path", 0).replaceAll(".*/", "");
            if (rows.put(name, row) != null) {
              throw new AssertionError("two rows of " + name);
            }
          }
        }
      }
    }
    return rows;
  }

  /** What must be the same in every run: all but when, how long and by which run. */
  static String lasting(Group row) {
    StringBuilder text = new StringBuilder();
    for (var column : row.getType().getFields()) {
      if (!Set.of("scanned_at", "scan_seconds", "run").contains(column.getName())
          && row.getFieldRepetitionCount(column.getName()) > 0) {
        text.append(column.getName()).append('=');
        text.append(
            column.isPrimitive()
                ? row.getValueToString(row.getType().getFieldIndex(column.getName()), 0)
                : row.getGroup(column.getName(), 0).toString());
        text.append('\n');
      }
    }
    return text.toString();
  }

  /** A text of a row; empty if it is absent. */
  static String text(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? "" : row.getString(column, 0);
  }
}
