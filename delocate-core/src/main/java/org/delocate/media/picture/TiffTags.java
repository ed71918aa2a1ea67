package org.delocate.media.picture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** The first directory of a TIFF, or of Exif data, that begins somewhere in a file. */
final class TiffTags {

  static final int ORIENTATION = 274;
  static final int EXTRA_SAMPLES = 338;

  private static final int SHORT = 3;

  /** Longest Exif data that is read, bytes; those of JPEG cannot have more. */
  private static final int MOST_EXIF = 1 << 16;

  private final RandomAccessFile in;
  private final long start;
  private final ByteOrder order;

  /**
   * @param start where the mark of the order of bytes lies
   * @throws IndexOutOfBoundsException if the file ends there
   */
  TiffTags(RandomAccessFile in, long start) throws IOException {
    this.in = in;
    this.start = start;
    this.order = bytes(0, 2)[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** Whether the first eight bytes of a file are those of a TIFF. */
  static boolean isTiff(long signature) {
    int mark = (int) (signature >>> 48);
    return mark == 0x4949 || mark == 0x4D4D;
  }

  /**
   * The value of a tag of one short number, or its first one.
   *
   * @return nothing if there is no such tag, or no directory
   * @throws IndexOutOfBoundsException if the directory lies outside the file
   */
  OptionalInt shortOf(int tag) throws IOException {
    boolean big = unsignedShort(2) == 43;
    if (!big && unsignedShort(2) != 42) {
      return OptionalInt.empty();
    }
    long directory = big ? number(8, 8) : number(4, 4);
    long entries = number(directory, big ? 8 : 2);
    int entrySize = big ? 20 : 12;
    long first = directory + (big ? 8 : 2);
    for (long i = 0; i < Math.min(entries, MOST_EXIF / entrySize); i++) {
      long entry = first + i * entrySize;
      if (unsignedShort(entry) == tag && unsignedShort(entry + 2) == SHORT) {
        return OptionalInt.of(unsignedShort(entry + (big ? 12 : 8)));
      }
    }
    return OptionalInt.empty();
  }

  private int unsignedShort(long at) throws IOException {
    return (int) number(at, 2);
  }

  private long number(long at, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes(at, size)).order(order);
    return switch (size) {
      case 2 -> Short.toUnsignedLong(buffer.getShort());
      case 4 -> Integer.toUnsignedLong(buffer.getInt());
      default -> buffer.getLong();
    };
  }

  private byte[] bytes(long at, int size) throws IOException {
    if (at < 0 || start + at + size > in.length()) {
      throw new IndexOutOfBoundsException("outside the file");
    }
    byte[] bytes = new byte[size];
    in.seek(start + at);
    in.readFully(bytes);
    return bytes;
  }
}
