package org.delocate.media.picture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.delocate.media.image.Orientation;

/**
 * How a PNG, WebP or TIFF says that it is to be turned: Exif's orientation, in the chunk {@code
 * eXIf} or {@code EXIF} or as a tag of the TIFF itself. FFmpeg passes it over; that of JPEG and of
 * containers it reads.
 */
final class StoredOrientation {

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PNG_EXIF = 0x65584966;
  private static final int PNG_END = 0x49454E44;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int WEBP_EXIF = 0x45584946;
  private static final int ORIENTATION = 274;
  private static final int SHORT = 3;

  /** Longest Exif data that is read, bytes; those of JPEG cannot have more. */
  private static final int MOST_EXIF = 1 << 16;

  private StoredOrientation() {}

  /** The orientation of a picture; upright if none is stored or it makes no sense. */
  static Orientation of(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < 16) {
        return Orientation.UPRIGHT;
      }
      long signature = in.readLong();
      if (signature == PNG_SIGNATURE) {
        return ofPng(in);
      }
      if (signature >>> 32 == RIFF && in.readInt() == WEBP) {
        return ofWebp(in);
      }
      int order = (int) (signature >>> 48);
      return order == 0x4949 || order == 0x4D4D ? ofTiff(new Tiff(in, 0)) : Orientation.UPRIGHT;
    } catch (IndexOutOfBoundsException e) {
      return Orientation.UPRIGHT;
    }
  }

  private static Orientation ofPng(RandomAccessFile in) throws IOException {
    long at = 8;
    while (at + 12 <= in.length()) {
      in.seek(at);
      long length = Integer.toUnsignedLong(in.readInt());
      int name = in.readInt();
      if (name == PNG_EXIF) {
        return ofTiff(new Tiff(in, at + 8));
      }
      if (name == PNG_END) {
        break;
      }
      at += 12 + length;
    }
    return Orientation.UPRIGHT;
  }

  private static Orientation ofWebp(RandomAccessFile in) throws IOException {
    long at = 12;
    while (at + 8 <= in.length()) {
      in.seek(at);
      int name = in.readInt();
      long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
      if (name == WEBP_EXIF) {
        byte[] first = new byte[6];
        in.readFully(first, 0, (int) Math.min(6, length));
        boolean marked = new String(first, StandardCharsets.ISO_8859_1).equals("Exif\0\0");
        return ofTiff(new Tiff(in, at + 8 + (marked ? 6 : 0)));
      }
      at += 8 + length + length % 2;
    }
    return Orientation.UPRIGHT;
  }

  private static Orientation ofTiff(Tiff tiff) throws IOException {
    boolean big = tiff.unsignedShort(2) == 43;
    if (!big && tiff.unsignedShort(2) != 42) {
      return Orientation.UPRIGHT;
    }
    long directory = big ? tiff.number(8, 8) : tiff.number(4, 4);
    long entries = tiff.number(directory, big ? 8 : 2);
    int entrySize = big ? 20 : 12;
    long first = directory + (big ? 8 : 2);
    for (long i = 0; i < Math.min(entries, MOST_EXIF / entrySize); i++) {
      long entry = first + i * entrySize;
      if (tiff.unsignedShort(entry) == ORIENTATION && tiff.unsignedShort(entry + 2) == SHORT) {
        return Orientation.ofExif(tiff.unsignedShort(entry + (big ? 12 : 8)));
      }
    }
    return Orientation.UPRIGHT;
  }

  /** Numbers of a TIFF that begins somewhere in a file, in its own order of bytes. */
  private static final class Tiff {
    private final RandomAccessFile in;
    private final long start;
    private final ByteOrder order;

    Tiff(RandomAccessFile in, long start) throws IOException {
      this.in = in;
      this.start = start;
      this.order = bytes(0, 2)[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    int unsignedShort(long at) throws IOException {
      return (int) number(at, 2);
    }

    long number(long at, int size) throws IOException {
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
}
