package org.delocate.media.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.delocate.media.library.MediaLimits;

/**
 * The size that a PNG, JPEG or WebP states in its first bytes. FFmpeg learns the size of a picture
 * only by decoding it; this tells it before any memory is asked for.
 *
 * @param width pixels as stored, before any orientation is applied
 * @param height pixels as stored
 * @param jpeg whether it is a JPEG, which can be decoded at half its size
 */
public record PictureHeader(long width, long height, boolean jpeg) {

  /** Log of the largest divisor of both sides: half the size is enough for 200 megapixels. */
  private static final int MOST_HALVINGS = 1;

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;

  /** The size, or nothing if the file is of another format or its header is cut off. */
  public static Optional<PictureHeader> of(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return of(in);
    }
  }

  /** The size, from the first bytes of a picture. */
  static Optional<PictureHeader> of(DataInputStream in) throws IOException {
    try {
      int first = in.readUnsignedShort();
      if (first == 0xFFD8) {
        return ofJpeg(in);
      }
      long second = in.readUnsignedShort();
      long signature = ((long) first << 48) | (second << 32) | Integer.toUnsignedLong(in.readInt());
      if (signature == PNG_SIGNATURE) {
        in.skipNBytes(8); // length and name of the header chunk
        return Optional.of(
            new PictureHeader(
                Integer.toUnsignedLong(in.readInt()), Integer.toUnsignedLong(in.readInt()), false));
      }
      if (signature >>> 32 == RIFF && in.readInt() == WEBP) {
        return ofWebp(in);
      }
      return Optional.empty();
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  /**
   * How often the sides are halved in decoding so that the limit is kept: a JPEG of up to four
   * times the limit can be decoded at half its width and height, from which its blocks lose only
   * their finest detail.
   */
  int halvings(MediaLimits limits) {
    return jpeg && width * height > limits.maxPixels() ? MOST_HALVINGS : 0;
  }

  /**
   * Refuses a size that is outside the limits however it is decoded.
   *
   * @throws org.delocate.media.library.MediaException TOO_LARGE or TOO_SMALL
   */
  public void check(String name, MediaLimits limits) {
    int halvings = halvings(limits);
    boolean fits = (width >> halvings) * (height >> halvings) <= limits.maxPixels();
    if (halvings == 0 || !fits) {
      limits.check(name, width, height);
    }
  }

  private static Optional<PictureHeader> ofJpeg(DataInputStream in) throws IOException {
    while (true) {
      int marker = in.readUnsignedShort();
      if (marker == 0xFFFF) {
        continue;
      }
      if (marker < 0xFF01 || marker == 0xFFDA) {
        return Optional.empty(); // the image data begins, or this is no JPEG
      }
      int length = in.readUnsignedShort();
      boolean startOfFrame =
          marker >= 0xFFC0
              && marker <= 0xFFCF
              && marker != 0xFFC4
              && marker != 0xFFC8
              && marker != 0xFFCC;
      if (startOfFrame) {
        in.skipNBytes(1); // bits of a sample
        long height = in.readUnsignedShort();
        return Optional.of(new PictureHeader(in.readUnsignedShort(), height, true));
      }
      in.skipNBytes(Math.max(0, length - 2));
    }
  }

  private static Optional<PictureHeader> ofWebp(DataInputStream in) throws IOException {
    int kind = in.readInt();
    in.skipNBytes(4); // length of the chunk
    return switch (kind) {
      case 0x56503858 -> { // "VP8X": flags, then both sides less one in 24 bits
        in.skipNBytes(4);
        yield Optional.of(
            new PictureHeader(1 + littleEndian(in, 3), 1 + littleEndian(in, 3), false));
      }
      case 0x5650384C -> { // "VP8L": a signature, then both sides less one in 14 bits
        in.skipNBytes(1);
        long bits = littleEndian(in, 4);
        yield Optional.of(
            new PictureHeader(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF), false));
      }
      case 0x56503820 -> { // "VP8 ": frame tag and start code, then both sides in 14 bits
        in.skipNBytes(6);
        long width = littleEndian(in, 2) & 0x3FFF;
        yield Optional.of(new PictureHeader(width, littleEndian(in, 2) & 0x3FFF, false));
      }
      default -> Optional.empty();
    };
  }

  private static long littleEndian(DataInputStream in, int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) in.readUnsignedByte() << (8 * i);
    }
    return value;
  }
}
