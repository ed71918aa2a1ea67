package org.delocate.dataset.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.delocate.dataset.record.DatasetException;
import org.delocate.dataset.record.FaceOrigin;
import org.delocate.dataset.record.SkippedRecord;
import org.delocate.face.geometry.Landmarks;
import org.delocate.media.image.GrayImage;
import org.delocate.media.read.ImageFiles;

/**
 * Reads a store that {@link FaceStoreWriter} wrote, or the finished part of one that is being
 * written.
 *
 * <p>Opening reads only the indexes. Faces are read by position from the tar files; safe for any
 * number of threads.
 */
public final class FaceStore implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One read for all files of a face, as each may have to wait for the disk. */
  private static final long FARTHEST = 64L << 20;

  private final Path folder;
  private final StoreDescription description;
  private final List<FaceEntry> entries;
  private final List<SkippedRecord> skipped;
  private final int finishedShards;
  private final Map<Path, FileChannel> channels = new ConcurrentHashMap<>();

  private FaceStore(Path folder, StoreDescription description, List<ShardIndex> shards) {
    this.folder = folder;
    this.description = description;
    this.entries = shards.stream().flatMap(shard -> shard.faces().stream()).toList();
    this.skipped = shards.stream().flatMap(shard -> shard.skipped().stream()).toList();
    this.finishedShards = shards.size();
  }

  /**
   * Opens a store.
   *
   * @throws DatasetException NOT_FOUND, UNREADABLE or DAMAGED
   */
  public static FaceStore open(Path folder) {
    StoreDescription description = description(folder);
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> tars =
          files
              .filter(file -> file.getFileName().toString().matches("shard-\\d+\\.tar"))
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
      return new FaceStore(
          folder, description, tars.parallelStream().map(ShardIndex::read).toList());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  static StoreDescription description(Path folder) {
    Path file = folder.resolve(FaceStoreWriter.DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new DatasetException(
          DatasetException.Reason.NOT_FOUND,
          folder + " is no store of prepared faces: it holds no " + FaceStoreWriter.DESCRIPTION);
    }
    StoreDescription description;
    try {
      description = MAPPER.readValue(file.toFile(), StoreDescription.class);
    } catch (IOException e) {
      throw new DatasetException(
          DatasetException.Reason.DAMAGED, file + " does not describe a store: " + e, e);
    }
    if (!StoreDescription.Format.CURRENT.equals(description.format())) {
      throw new DatasetException(
          DatasetException.Reason.DAMAGED,
          file + " describes " + description.format() + ", not " + StoreDescription.Format.CURRENT);
    }
    return description;
  }

  public StoreDescription description() {
    return description;
  }

  /** All faces of the finished shards, in the store's order. */
  public List<FaceEntry> entries() {
    return entries;
  }

  /** The records that gave no face. */
  public List<SkippedRecord> skipped() {
    return skipped;
  }

  /** Whether every planned shard is there. */
  public boolean isComplete() {
    return finishedShards == description.plan().shards();
  }

  /**
   * Reads one face.
   *
   * @throws DatasetException UNREADABLE or DAMAGED
   */
  public StoredFace read(FaceEntry entry) {
    try {
      FaceEntry.Span all = span(entry);
      byte[] bytes = bytes(entry, all);
      Optional<GrayImage> mask =
          entry.mask().map(span -> ImageFiles.decodeGray(part(bytes, all, span)));
      return new StoredFace(
          entry.key(),
          ImageFiles.decode(part(bytes, all, entry.face())),
          landmarks(part(bytes, all, entry.json())),
          mask,
          new FaceOrigin(entry.label(), entry.method(), entry.split(), entry.source()),
          entry.originalKey(),
          entry.traits());
    } catch (IOException e) {
      throw unreadable(entry.shard(), e);
    } catch (org.delocate.media.library.MediaException | IllegalArgumentException e) {
      throw new DatasetException(
          DatasetException.Reason.DAMAGED,
          entry.shard() + ", " + entry.key() + ": " + e.getMessage(),
          e);
    }
  }

  /** Everything that was noted of a face, provenance included, as JSON. */
  public JsonNode details(FaceEntry entry) {
    try {
      return MAPPER.readTree(bytes(entry, entry.json()));
    } catch (IOException e) {
      throw unreadable(entry.shard(), e);
    }
  }

  /**
   * Reads all chosen faces into memory, in the store's order, on several threads.
   *
   * @param threads at least 1
   * @throws DatasetException UNREADABLE or DAMAGED, for the first face that cannot be read
   */
  public List<StoredFace> load(Predicate<FaceEntry> filter, int threads) {
    List<FaceEntry> chosen = entries.stream().filter(filter).toList();
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> chosen.parallelStream().map(this::read).toList()).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatasetException(DatasetException.Reason.UNREADABLE, "reading was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DatasetException cause) {
        throw cause;
      }
      throw new IllegalStateException("a face of " + folder + " could not be read", e.getCause());
    } finally {
      pool.shutdown();
    }
  }

  @Override
  public void close() {
    for (FileChannel channel : new ArrayList<>(channels.values())) {
      try {
        channel.close();
      } catch (IOException e) {
        // Only ever read: nothing can be lost.
      }
    }
    channels.clear();
  }

  /** The files of a face with what lies between them: they are neighbours in the tar. */
  private static FaceEntry.Span span(FaceEntry entry) {
    List<FaceEntry.Span> files = new ArrayList<>(List.of(entry.face(), entry.json()));
    entry.mask().ifPresent(files::add);
    long first = files.stream().mapToLong(FaceEntry.Span::offset).min().orElseThrow();
    long end = files.stream().mapToLong(file -> file.offset() + file.length()).max().orElseThrow();
    if (end - first > FARTHEST) {
      throw new DatasetException(
          DatasetException.Reason.DAMAGED,
          entry.shard() + ": the files of " + entry.key() + " do not lie beside each other");
    }
    return new FaceEntry.Span(first, (int) (end - first));
  }

  private static byte[] part(byte[] bytes, FaceEntry.Span all, FaceEntry.Span file) {
    int from = (int) (file.offset() - all.offset());
    return Arrays.copyOfRange(bytes, from, from + file.length());
  }

  private byte[] bytes(FaceEntry entry, FaceEntry.Span span) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(span.length());
    FileChannel channel = channel(entry.shard());
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, span.offset() + buffer.position()) < 0) {
        throw new DatasetException(
            DatasetException.Reason.DAMAGED, entry.shard() + " ends before " + entry.key());
      }
    }
    return buffer.array();
  }

  private FileChannel channel(Path shard) throws IOException {
    FileChannel open = channels.get(shard);
    if (open != null) {
      return open;
    }
    FileChannel opened = FileChannel.open(shard, StandardOpenOption.READ);
    FileChannel other = channels.putIfAbsent(shard, opened);
    if (other == null) {
      return opened;
    }
    opened.close();
    return other;
  }

  private static Landmarks landmarks(byte[] json) throws IOException {
    JsonNode root = MAPPER.readTree(json);
    JsonNode points = root.path("landmarks");
    float[] xy = new float[points.size()];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = (float) points.get(i).asDouble();
    }
    return new Landmarks(xy, root.path("confidence").asDouble());
  }

  private static DatasetException unreadable(Path path, IOException e) {
    return new DatasetException(
        DatasetException.Reason.UNREADABLE, path + " cannot be read: " + e, e);
  }
}
