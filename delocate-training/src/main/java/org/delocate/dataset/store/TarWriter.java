package org.delocate.dataset.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the POSIX ustar archives that every {@code tar} reads. Times and owners are zero, so that
 * equal content gives equal bytes.
 */
final class TarWriter {

  private static final int BLOCK = 512;

  private final OutputStream out;
  private long position;

  TarWriter(OutputStream out) {
    this(out, 0);
  }

  /**
   * @param position how many bytes of the archive were written before
   */
  TarWriter(OutputStream out, long position) {
    this.out = out;
    this.position = position;
  }

  /** How many bytes of the archive are written. */
  long position() {
    return position;
  }

  /** Adds a file and returns the offset of its first byte in the archive. */
  long add(String name, byte[] content) throws IOException {
    out.write(header(name, content.length));
    out.write(content);
    out.write(new byte[padding(content.length)]);
    long offset = position + BLOCK;
    position = offset + content.length + padding(content.length);
    return offset;
  }

  /** Ends the archive: two blocks of zeros. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private static int padding(int length) {
    return (BLOCK - length % BLOCK) % BLOCK;
  }

  private static byte[] header(String name, int length) {
    byte[] header = new byte[BLOCK];
    byte[] encoded = name.getBytes(StandardCharsets.US_ASCII);
    if (encoded.length > 100) {
      throw new IllegalArgumentException("a name of more than 100 bytes: " + name);
    }
    System.arraycopy(encoded, 0, header, 0, encoded.length);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format("%011o\0", length));
    put(header, 136, "00000000000\0");
    // The checksum counts its own field as spaces.
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xFF;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
