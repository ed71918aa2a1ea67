package org.delocate.media.picture;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
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
      return TiffTags.isTiff(signature) ? ofTiff(new TiffTags(in, 0)) : Orientation.UPRIGHT;
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
        return ofTiff(new TiffTags(in, at + 8));
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
        return ofTiff(new TiffTags(in, at + 8 + (marked ? 6 : 0)));
      }
      at += 8 + length + length % 2;
    }
    return Orientation.UPRIGHT;
  }

  private static Orientation ofTiff(TiffTags tags) throws IOException {
    OptionalInt orientation = tags.shortOf(TiffTags.ORIENTATION);
    return orientation.isPresent()
        ? Orientation.ofExif(orientation.getAsInt())
        : Orientation.UPRIGHT;
  }
}
