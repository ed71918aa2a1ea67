package org.delocate.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Copies a data folder while a server uses it: the rows as of one moment, then the files that they
 * name. Files never change once they are in their place, so that what is copied is whole; what was
 * deleted meanwhile is missing.
 */
public final class Backup {

  private static final String DATABASE = "delocate.db";

  private Backup() {}

  /**
   * What was copied.
   *
   * @param scans rows, or -1 if they are in PostgreSQL
   * @param files uploads and files of reports
   * @param missing uploads and reports that the rows name and that are gone
   */
  public record Copied(long scans, long files, long missing) {}

  /**
   * Makes a backup.
   *
   * @param data folder of a service, which may run
   * @param out folder that is not there yet, or is empty
   * @throws StorageException if it cannot be made
   */
  public static Copied make(Path data, Path out) {
    try {
      if (!Files.isDirectory(data.resolve("uploads"))) {
        throw new StorageException(data + " is no folder of a service", null);
      }
      checkEmpty(out);
      if (Files.exists(data.resolve(DATABASE))) {
        return copyAsRowsSay(data, out);
      }
      long files =
          copy(data.resolve("uploads"), out.resolve("uploads"))
              + copy(data.resolve("reports"), out.resolve("reports"));
      return new Copied(-1, files, 0);
    } catch (IOException | JdbiException e) {
      throw new StorageException("no backup: " + e.getMessage(), e);
    }
  }

  /**
   * Lays a backup out as a new data folder.
   *
   * @param from a backup
   * @param data folder that is not there yet, or is empty
   * @return how many files it has
   * @throws StorageException if it cannot be done
   */
  public static long restore(Path from, Path data) {
    try {
      if (!Files.isDirectory(from.resolve("uploads"))) {
        throw new StorageException(from + " is no backup", null);
      }
      checkEmpty(data);
      return copy(from, data);
    } catch (IOException e) {
      throw new StorageException("not restored: " + e.getMessage(), e);
    }
  }

  private static void checkEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new StorageException(folder + " is not empty", null);
      }
    }
  }

  /** A scan and what belongs to it. */
  public record Row(String id, String sha256, int report, int uploadKept) {}

  private static Copied copyAsRowsSay(Path data, Path out) throws IOException {
    Path copy = out.toAbsolutePath().resolve(DATABASE);
    Jdbi.create(url(data.resolve(DATABASE)))
        .useHandle(handle -> handle.execute("vacuum into ?", copy.toString()));
    List<Row> rows =
        Jdbi.create(url(copy))
            .withHandle(
                handle -> {
                  // Uploads that are not whole are not copied: their senders begin again.
                  handle.execute("delete from upload where scan_id is null");
                  return handle
                      .createQuery("select id, sha256, report, upload_kept from scan")
                      .map(
                          (row, context) ->
                              new Row(
                                  row.getString(1), row.getString(2), row.getInt(3), row.getInt(4)))
                      .list();
                });
    Files.createDirectories(out.resolve("uploads"));
    Files.createDirectories(out.resolve("reports"));
    long files = 0;
    long missing = 0;
    for (Row row : rows) {
      if (row.uploadKept() == 1) {
        String place = "uploads/" + row.sha256().substring(0, 2) + "/" + row.sha256();
        long copied = copy(data.resolve(place), out.resolve(place));
        files += copied;
        missing += copied == 0 ? 1 : 0;
      }
      if (row.report() == 1) {
        String place = "reports/" + row.id().substring(row.id().length() - 2) + "/" + row.id();
        long copied = copy(data.resolve(place), out.resolve(place));
        files += copied;
        missing += copied == 0 ? 1 : 0;
      }
    }
    return new Copied(rows.size(), files, missing);
  }

  private static String url(Path database) {
    return "jdbc:sqlite:" + database.toAbsolutePath() + "?busy_timeout=15000";
  }

  /** Copies a file or a folder, and waits until it has reached the disk; how many files. */
  private static long copy(Path from, Path to) throws IOException {
    long[] files = new long[1];
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes)
                throws IOException {
              Files.createDirectories(to.resolve(from.relativize(place)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path target = file.equals(from) ? to : to.resolve(from.relativize(file));
              Files.createDirectories(target.getParent());
              Files.copy(file, target);
              Vault.force(target);
              files[0]++;
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException gone) {
      // Deleted meanwhile; the caller counts it.
    }
    return files[0];
  }
}
