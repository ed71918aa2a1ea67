package org.delocate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.delocate.worker.ScratchFolders;

/**
 * The files of the service under one folder:
 *
 * <pre>
 * delocate.db      rows, unless they are in PostgreSQL
 * incoming/ID      uploads that are not whole yet
 * uploads/ab/SHA   accepted uploads, by the SHA-256 of their content
 * reports/ab/ID/   reports, by scan; in it preview/ and overlay/, if they were asked for
 * work/            what workers have not finished
 * lock             held while a server runs
 * </pre>
 *
 * <p>Files appear whole or not at all: they are written elsewhere in the folder, forced to the
 * disk, and moved.
 */
public final class Vault implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;
  private final FileLock lock;

  private Vault(Path root, FileChannel lockFile, FileLock lock) {
    this.root = root;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Opens a folder, which is made if it is not there, and keeps other servers out.
   *
   * @throws StorageException if another server has it, or it cannot be written
   */
  public static Vault open(Path root) {
    Path absolute = root.toAbsolutePath().normalize();
    try {
      for (String folder : List.of("incoming", "uploads", "reports", "work")) {
        Files.createDirectories(absolute.resolve(folder));
      }
      FileChannel channel =
          FileChannel.open(
              absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StorageException("another server uses the folder " + root, null);
      }
      return new Vault(absolute, channel, lock);
    } catch (IOException e) {
      throw new StorageException("the folder " + root + " cannot be used: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The folder itself. */
  public Path root() {
    return root;
  }

  /** SQLite's file. */
  public Path databaseFile() {
    return root.resolve("delocate.db");
  }

  /** Where worker processes keep what they need while they live. */
  public Path workerScratch() {
    return root.resolve("work/processes");
  }

  /** Bytes that are free on the disk. */
  public long freeBytes() {
    try {
      return Files.getFileStore(root).getUsableSpace();
    } catch (IOException e) {
      throw new StorageException("the disk does not answer: " + reason(e), e);
    }
  }

  /** Where an upload lies until it is whole. */
  public Path incoming(String id) {
    return root.resolve("incoming").resolve(checked(id));
  }

  /** Where the accepted file of this content lies. */
  public Path upload(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no digest");
    }
    return root.resolve("uploads").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  /** Where the report of a scan lies. */
  public Path report(String scanId) {
    String id = checked(scanId);
    return root.resolve("reports").resolve(id.substring(id.length() - 2)).resolve(id);
  }

  /** Where a worker may write what belongs to a scan, until it is whole. */
  public Path work(String scanId, String kind) {
    return root.resolve("work").resolve(checked(scanId) + "-" + kind);
  }

  private static String checked(String id) {
    if (!Ids.isOne(id)) {
      throw new IllegalArgumentException("no id");
    }
    return id;
  }

  /**
   * Gives an upload that is whole and on the disk its place. If there is such a file already, the
   * new one is dropped.
   */
  public void keepUpload(Path incoming, String sha256) {
    Path place = upload(sha256);
    try {
      Files.createDirectories(place.getParent());
      Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
      force(place.getParent());
    } catch (IOException e) {
      throw new StorageException("the upload cannot be kept: " + reason(e), e);
    }
  }

  /** Forces what a worker wrote to the disk and gives it its place, over what was there. */
  public void keepReport(Path work, Path place) {
    try {
      forceAll(work);
      Files.createDirectories(place.getParent());
      ScratchFolders.delete(place);
      Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
      force(place.getParent());
    } catch (IOException e) {
      throw new StorageException("the report cannot be kept: " + reason(e), e);
    }
  }

  private static void forceAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        force(file);
      }
    }
  }

  /** Waits until a file or the entries of a folder have reached the disk. */
  public static void force(Path place) throws IOException {
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      if (!Files.isDirectory(place)) {
        throw e;
      }
      // Windows opens no folders; there the move itself is what there is.
    }
  }

  /** Removes the upload of this content. */
  public void removeUpload(String sha256) {
    removeFile(upload(sha256));
  }

  /** Removes an upload that was not finished. */
  public void removeIncoming(String id) {
    removeFile(incoming(id));
  }

  private static void removeFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("a file cannot be removed: " + reason(e), e);
    }
  }

  /** Removes the report of a scan with all that was made of it. */
  public void removeReport(String scanId) {
    try {
      ScratchFolders.delete(report(scanId));
    } catch (IOException e) {
      throw new StorageException("a report cannot be removed: " + reason(e), e);
    }
  }

  /** Removes what an earlier server left unfinished. */
  public void clearWork() {
    try {
      ScratchFolders.delete(root.resolve("work"));
      Files.createDirectories(root.resolve("work"));
    } catch (IOException e) {
      throw new StorageException("what was unfinished cannot be removed: " + reason(e), e);
    }
  }

  /** The digests of all uploads that lie here. */
  public List<String> uploads() {
    List<String> digests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve("uploads"), 2)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{64}"))
          .forEach(digests::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digests;
  }

  /** The ids of all uploads that are not whole. */
  public List<String> incoming() {
    try (Stream<Path> files = Files.list(root.resolve("incoming"))) {
      return files.map(file -> file.getFileName().toString()).filter(Ids::isOne).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The size of a file; empty if it is not there. */
  public static Optional<Long> sizeOf(Path file) {
    try {
      return Optional.of(Files.size(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
