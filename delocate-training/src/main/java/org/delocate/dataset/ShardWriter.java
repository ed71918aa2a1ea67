package org.delocate.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes one shard and its index. For one thread. */
public final class ShardWriter implements AutoCloseable {

  private final Path store;
  private final String tarName;
  private final String indexName;
  private final OutputStream file;
  private final TarWriter tar;
  private final StringBuilder index = new StringBuilder(ShardIndex.HEADER).append('\n');

  ShardWriter(Path store, String tarName, String indexName) throws IOException {
    this.store = store;
    this.tarName = tarName;
    this.indexName = indexName;
    this.file =
        new BufferedOutputStream(
            Files.newOutputStream(store.resolve(FaceStoreWriter.partial(tarName))), 1 << 16);
    this.tar = new TarWriter(file);
  }

  /**
   * Adds a face.
   *
   * @param face what the index holds of it
   * @param crop PNG
   * @param mask grey PNG of the same size
   * @param json the rest
   * @throws DatasetException DISK_FULL or WRITE_FAILED
   */
  void add(Labels face, byte[] crop, Optional<byte[]> mask, byte[] json) {
    try {
      FaceEntry.Span cropAt = add(face.key() + ".face.png", crop);
      Optional<FaceEntry.Span> maskAt = Optional.empty();
      if (mask.isPresent()) {
        maskAt = Optional.of(add(face.key() + ".mask.png", mask.get()));
      }
      FaceEntry.Span jsonAt = add(face.key() + ".json", json);
      index.append(ShardIndex.line(face, cropAt, maskAt, jsonAt)).append('\n');
    } catch (IOException e) {
      throw FaceStoreWriter.writing(store, e);
    }
  }

  private FaceEntry.Span add(String name, byte[] content) throws IOException {
    return new FaceEntry.Span(tar.add(name, content), content.length);
  }

  /** Notes that a record gave no face. */
  void skip(SkippedRecord skipped) {
    index.append(ShardIndex.line(skipped)).append('\n');
  }

  /**
   * Moves the finished shard into place: the index first, so that whoever sees the shard finds it.
   *
   * @throws DatasetException DISK_FULL or WRITE_FAILED
   */
  public void finish() {
    try {
      tar.finish();
      file.close();
      Path partialIndex = store.resolve(FaceStoreWriter.partial(indexName));
      Files.writeString(partialIndex, index, StandardCharsets.UTF_8);
      FaceStoreWriter.moveIntoPlace(partialIndex, store.resolve(indexName));
      FaceStoreWriter.moveIntoPlace(
          store.resolve(FaceStoreWriter.partial(tarName)), store.resolve(tarName));
    } catch (IOException e) {
      throw FaceStoreWriter.writing(store, e);
    }
  }

  /** Closes the file; a shard that was not finished stays aside and is overwritten next time. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Whatever was lost belongs to a shard that does not count before finish().
    }
  }

  /** What the index holds of a face. */
  record Labels(
      String key,
      String dataset,
      String record,
      Label label,
      String method,
      String split,
      String source,
      Optional<String> originalKey,
      Optional<String> compression,
      List<String> identities) {}
}
