package org.delocate.dataset.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.delocate.dataset.record.DatasetException;

/**
 * Writes a store of prepared faces.
 *
 * <p>The store is a folder of WebDataset shards: plain tar files in which the files {@code
 * KEY.face.png}, {@code KEY.mask.png} and {@code KEY.json} make one sample. Beside each shard lies
 * an index of its samples as tab-separated values. A shard is written under another name and moved
 * into place when it is whole: readers may use the finished ones meanwhile, and a process that is
 * killed loses only the records it was in the middle of.
 *
 * <p>Safe for several threads, each with shards of its own. One process at a time: a second is
 * refused.
 */
public final class FaceStoreWriter implements AutoCloseable {

  static final String DESCRIPTION = "store.json";
  private static final String LOCK = ".lock";

  private final Path store;
  private final FileChannel lockFile;

  private FaceStoreWriter(Path store, FileChannel lockFile) {
    this.store = store;
    this.lockFile = lockFile;
  }

  /**
   * Begins a store, or goes on with one.
   *
   * @param store a folder that is missing, empty, or a store with the same description
   * @throws DatasetException LOCKED, OTHER_STORE, DISK_FULL or WRITE_FAILED
   */
  public static FaceStoreWriter open(Path store, StoreDescription description) {
    FileChannel lockFile = null;
    try {
      refuseForeignFolder(store);
      Files.createDirectories(store);
      lockFile =
          FileChannel.open(
              store.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(lockFile, store);
      describe(store, description);
      return new FaceStoreWriter(store, lockFile);
    } catch (IOException e) {
      closeQuietly(lockFile);
      throw writing(store, e);
    } catch (DatasetException e) {
      closeQuietly(lockFile);
      throw e;
    }
  }

  private static void refuseForeignFolder(Path store) throws IOException {
    if (!Files.isDirectory(store) || Files.exists(store.resolve(DESCRIPTION))) {
      return;
    }
    try (var files = Files.list(store)) {
      if (files.anyMatch(file -> !file.endsWith(LOCK) && !file.endsWith(partial(DESCRIPTION)))) {
        throw new DatasetException(
            DatasetException.Reason.OTHER_STORE,
            store + " holds other files and is no store; choose an empty or a new folder");
      }
    }
  }

  private static void lock(FileChannel lockFile, Path store) throws IOException {
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new DatasetException(
          DatasetException.Reason.LOCKED, "another process is writing to the store " + store);
    }
  }

  private static void describe(Path store, StoreDescription description) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Path file = store.resolve(DESCRIPTION);
    if (!Files.exists(file)) {
      Path partial = store.resolve(partial(DESCRIPTION));
      Files.write(partial, mapper.writeValueAsBytes(description));
      moveIntoPlace(partial, file);
      return;
    }
    StoreDescription existing = FaceStore.description(store);
    if (!existing.planDigest().equals(description.planDigest())) {
      throw new DatasetException(
          DatasetException.Reason.OTHER_STORE,
          store
              + " was prepared from other records or with other options ("
              + existing.plan().records()
              + " records of "
              + existing.data()
              + "); choose another folder, or remove this one");
    }
  }

  /** Whether a shard is whole. */
  public boolean isFinished(int shard) {
    return Files.exists(store.resolve(tarName(shard)));
  }

  /**
   * Begins a shard, or goes on behind the last whole record that an earlier process left of it.
   *
   * @throws DatasetException DISK_FULL or WRITE_FAILED
   */
  public ShardWriter begin(int shard) {
    try {
      return new ShardWriter(store, tarName(shard), indexName(tarName(shard)));
    } catch (IOException e) {
      throw writing(store, e);
    }
  }

  /** Gives the store free for other writers. */
  @Override
  public void close() {
    closeQuietly(lockFile);
  }

  static String tarName(int shard) {
    return String.format(Locale.ROOT, "shard-%06d.tar", shard);
  }

  static String indexName(String tarName) {
    return tarName.substring(0, tarName.length() - ".tar".length()) + ".tsv";
  }

  static String partial(String name) {
    return name + ".partial";
  }

  static void moveIntoPlace(Path partial, Path file) throws IOException {
    // Without this, a power cut may leave a file of the right name and no content.
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Says in words what went wrong; a full disk is told from other failures by its message. */
  static DatasetException writing(Path store, IOException e) {
    String message = String.valueOf(e.getMessage());
    boolean full =
        message.contains("No space left")
            || message.contains("not enough space")
            || message.contains("quota");
    return full
        ? new DatasetException(
            DatasetException.Reason.DISK_FULL,
            "the disk is full: free some space and run the same command again, it goes on from the"
                + " last whole record of "
                + store,
            e)
        : new DatasetException(
            DatasetException.Reason.WRITE_FAILED,
            "the store " + store + " cannot be written: " + e,
            e);
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock file is empty: nothing can be lost, and the lock ends with the process.
      }
    }
  }
}
