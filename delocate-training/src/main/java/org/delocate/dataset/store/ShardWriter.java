package org.delocate.dataset.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.delocate.dataset.record.SkippedRecord;

/**
 * Writes one shard and its index. For one thread.
 *
 * <p>While it is being written, the index is a journal: after each record it says how far the tar
 * file reaches. Whoever goes on cuts the tar file there, so that a killed process loses the record
 * it was in the middle of and no other.
 */
public final class ShardWriter implements AutoCloseable {

  /** A line of the journal: a record is whole, and so many bytes of the tar file are. */
  private static final String WHOLE = "#whole";

  private final Path store;
  private final String tarName;
  private final String indexName;
  private final OutputStream file;
  private final Writer journal;
  private final TarWriter tar;
  private final StringBuilder index;
  private final StringBuilder unwritten = new StringBuilder();
  private final int recordsBefore;
  private int records;

  ShardWriter(Path store, String tarName, String indexName) throws IOException {
    this.store = store;
    this.tarName = tarName;
    this.indexName = indexName;
    Path partialTar = store.resolve(FaceStoreWriter.partial(tarName));
    Path partialIndex = store.resolve(FaceStoreWriter.partial(indexName));
    Earlier earlier = Earlier.read(partialTar, partialIndex);
    recordsBefore = earlier.records();
    records = recordsBefore;
    index = new StringBuilder(earlier.index());
    if (earlier.bytes() > 0) {
      try (FileChannel channel = FileChannel.open(partialTar, StandardOpenOption.WRITE)) {
        channel.truncate(earlier.bytes());
      }
    }
    file =
        new BufferedOutputStream(
            earlier.bytes() > 0
                ? Files.newOutputStream(partialTar, StandardOpenOption.APPEND)
                : Files.newOutputStream(partialTar),
            1 << 16);
    tar = new TarWriter(file, earlier.bytes());
    journal = Files.newBufferedWriter(partialIndex, StandardCharsets.UTF_8);
    // The journal begins anew with what is whole, so that a torn last line is gone.
    journal.write(index.toString());
    journal.write(WHOLE + "\t" + records + "\t" + earlier.bytes() + "\n");
    journal.flush();
  }

  /**
   * What an earlier process left.
   *
   * @param records that are whole
   * @param bytes of the tar file that hold them
   * @param index the header and the lines of these records
   */
  private record Earlier(int records, long bytes, String index) {

    private static final Earlier NOTHING = new Earlier(0, 0, ShardIndex.HEADER + "\n");

    static Earlier read(Path tar, Path journal) throws IOException {
      if (!Files.isRegularFile(tar) || !Files.isRegularFile(journal)) {
        return NOTHING;
      }
      long size = Files.size(tar);
      String text = new String(Files.readAllBytes(journal), StandardCharsets.UTF_8);
      if (!text.startsWith(ShardIndex.HEADER + "\n")) {
        return NOTHING;
      }
      Earlier found = NOTHING;
      StringBuilder lines = new StringBuilder();
      int from = 0;
      for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        String line = text.substring(from, end);
        from = end + 1;
        if (!line.startsWith(WHOLE + "\t")) {
          lines.append(line).append('\n');
          continue;
        }
        String[] fields = line.split("\t", -1);
        if (fields.length != 3 || !fields[1].matches("\\d+") || !fields[2].matches("\\d+")) {
          return found;
        }
        long bytes = Long.parseLong(fields[2]);
        if (bytes <= size) {
          found = new Earlier(Integer.parseInt(fields[1]), bytes, lines.toString());
        }
      }
      return found;
    }
  }

  /** How many records an earlier process had written whole. */
  public int recordsBefore() {
    return recordsBefore;
  }

  /**
   * Notes that all faces of one more record are added.
   *
   * @throws org.delocate.dataset.record.DatasetException DISK_FULL or WRITE_FAILED
   */
  public void recordDone() {
    try {
      file.flush();
      records++;
      index.append(unwritten);
      journal.append(unwritten);
      unwritten.setLength(0);
      journal.write(WHOLE + "\t" + records + "\t" + tar.position() + "\n");
      journal.flush();
    } catch (IOException e) {
      throw FaceStoreWriter.writing(store, e);
    }
  }

  /**
   * Adds a face.
   *
   * @param face what the index holds of it
   * @param crop PNG
   * @param mask grey PNG of the same size
   * @param json the rest
   * @throws org.delocate.dataset.record.DatasetException DISK_FULL or WRITE_FAILED
   */
  public void add(FaceLabels face, byte[] crop, Optional<byte[]> mask, byte[] json) {
    try {
      FaceEntry.Span cropAt = add(face.key() + ".face.png", crop);
      Optional<FaceEntry.Span> maskAt = Optional.empty();
      if (mask.isPresent()) {
        maskAt = Optional.of(add(face.key() + ".mask.png", mask.get()));
      }
      FaceEntry.Span jsonAt = add(face.key() + ".json", json);
      unwritten.append(ShardIndex.line(face, cropAt, maskAt, jsonAt)).append('\n');
    } catch (IOException e) {
      throw FaceStoreWriter.writing(store, e);
    }
  }

  private FaceEntry.Span add(String name, byte[] content) throws IOException {
    return new FaceEntry.Span(tar.add(name, content), content.length);
  }

  /** Notes that a record gave no face. */
  public void skip(SkippedRecord skipped) {
    unwritten.append(ShardIndex.line(skipped)).append('\n');
  }

  /**
   * Moves the finished shard into place: the index first, so that whoever sees the shard finds it.
   *
   * @throws org.delocate.dataset.record.DatasetException DISK_FULL or WRITE_FAILED
   */
  public void finish() {
    try {
      index.append(unwritten);
      unwritten.setLength(0);
      tar.finish();
      file.close();
      journal.close();
      Path partialIndex = store.resolve(FaceStoreWriter.partial(indexName));
      Files.writeString(partialIndex, index, StandardCharsets.UTF_8);
      FaceStoreWriter.moveIntoPlace(partialIndex, store.resolve(indexName));
      FaceStoreWriter.moveIntoPlace(
          store.resolve(FaceStoreWriter.partial(tarName)), store.resolve(tarName));
    } catch (IOException e) {
      throw FaceStoreWriter.writing(store, e);
    }
  }

  /** Closes the files; a shard that was not finished stays aside for whoever goes on with it. */
  @Override
  public void close() {
    try (journal;
        file) {
      unwritten.setLength(0);
    } catch (IOException e) {
      // Whatever was lost belongs to a shard that does not count before finish().
    }
  }
}
