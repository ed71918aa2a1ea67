package org.delocate.training.texture;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the statistics of clips as they are read, so that a fit that was stopped goes on where it
 * was, and one with another ridge reads no face again. Whole records only: what a kill cut off is
 * read anew.
 *
 * <p>Big-endian: a text that says what the values depend on, then of each clip its name, the number
 * of its faces, and its values. Not for several threads at once.
 */
final class StatisticsFile implements AutoCloseable {

  private static final String FORMAT = "delocate-statistics 1\n";

  private final Path file;
  private final Map<String, ClipStatistics> known;
  private final DataOutputStream out;

  private StatisticsFile(Path file, Map<String, ClipStatistics> known, DataOutputStream out) {
    this.file = file;
    this.known = known;
    this.out = out;
  }

  /**
   * Opens a file, or makes it; its folder, too.
   *
   * @param origin what the values depend on; a file of another origin is emptied
   * @throws UncheckedIOException if it cannot be read or written
   */
  static StatisticsFile open(Path file, String origin) {
    Map<String, ClipStatistics> known = new LinkedHashMap<>();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      long whole = Files.exists(file) ? read(file, FORMAT + origin, known) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(whole);
      channel.position(whole);
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
      if (whole == 0) {
        out.writeUTF(FORMAT + origin);
        out.flush();
      }
      return new StatisticsFile(file, known, out);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Reads the whole records; returns where the last of them ends, 0 if the origin is another. */
  private static long read(Path file, String origin, Map<String, ClipStatistics> known)
      throws IOException {
    try (Counted counted = new Counted(Files.newInputStream(file));
        DataInputStream in = new DataInputStream(counted)) {
      long whole = 0;
      try {
        if (!in.readUTF().equals(origin)) {
          return 0;
        }
        whole = counted.position;
        while (true) {
          String name = in.readUTF();
          known.put(name, clip(in));
          whole = counted.position;
        }
      } catch (EOFException e) {
        return whole;
      }
    }
  }

  private static ClipStatistics clip(DataInputStream in) throws IOException {
    int count = in.readInt();
    float[] mean = floats(in);
    float[] deviation = floats(in);
    List<float[]> frames = new ArrayList<>();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      frames.add(floats(in));
    }
    return new ClipStatistics(count, mean, deviation, frames);
  }

  private static float[] floats(DataInputStream in) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(in.readInt(), Float.BYTES)];
    in.readFully(bytes);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  /** What is known of a clip. */
  Optional<ClipStatistics> get(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /** Adds a clip; it is in the file when this returns. */
  void put(String name, ClipStatistics clip) {
    try {
      out.writeUTF(name);
      out.writeInt(clip.count());
      write(clip.mean());
      write(clip.deviation());
      out.writeInt(clip.frames().size());
      for (float[] frame : clip.frames()) {
        write(frame);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
    known.put(name, clip);
  }

  private void write(float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Knows how far it was read. */
  private static final class Counted extends BufferedInputStream {
    private long position;

    private Counted(InputStream in) {
      super(in);
    }

    @Override
    public synchronized int read() throws IOException {
      int value = super.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public synchronized int read(byte[] bytes, int from, int length) throws IOException {
      int count = super.read(bytes, from, length);
      position += Math.max(0, count);
      return count;
    }
  }
}
