package org.delocate.media.picture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.delocate.media.library.MediaException;
import org.delocate.media.library.MediaLimits;

/**
 * The size that a PNG, JPEG or WebP states in its first bytes. FFmpeg learns the size of a picture
 * only by decoding it; this tells it before any memory is asked for.
 *
 * @param width pixels as stored, before any orientation is applied
 * @param height pixels as stored
 * @param halving how it can be brought to half its size
 * @param coding how its samples are coded
 */
public record PictureHeader(long width, long height, Halving halving, Coding coding) {

  /** Ways to half the width and height. */
  public enum Halving {
    NONE,
    /** In decoding, from the blocks of a JPEG, so that the whole is never in memory. */
    DECODER,
    /** The whole is decoded, and made smaller before anything else is done with it. */
    DECODED
  }

  /** Kinds of coding, by whether there is a decoder for them. */
  public enum Coding {
    KNOWN,
    /** Arithmetic coding of JPEG, which FFmpeg does not even take for a picture. */
    ARITHMETIC,
    /** JPEG of several frames, each of which refines the one before. */
    HIERARCHICAL
  }

  private PictureHeader(long width, long height) {
    this(width, height, Halving.NONE, Coding.KNOWN);
  }

  /** Log of the largest divisor of both sides: half the size is enough for 200 megapixels. */
  private static final int MOST_HALVINGS = 1;

  /** Bytes of a picture that is decoded whole to be halved: 268 megapixels of three. [ours] */
  private static final long MOST_WHOLE_BYTES = 3L << 28;

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
        return Optional.of(ofPng(in));
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
   * How often the sides are halved so that the limit is kept: a JPEG of up to four times the limit
   * can be decoded at half its width and height, from which its blocks lose only their finest
   * detail; a PNG of as many pixels is decoded whole and then halved.
   */
  int halvings(MediaLimits limits) {
    return halving != Halving.NONE && width * height > limits.maxPixels() ? MOST_HALVINGS : 0;
  }

  /**
   * Refuses a size that is outside the limits however it is decoded, and what nothing decodes.
   *
   * @throws MediaException TOO_LARGE, TOO_SMALL or UNSUPPORTED_CODEC
   */
  public void check(String name, MediaLimits limits) {
    if (coding != Coding.KNOWN) {
      throw new MediaException(
          MediaException.Reason.UNSUPPORTED_CODEC,
          name
              + ": there is no decoder for "
              + (coding == Coding.ARITHMETIC ? "arithmetic-coded" : "hierarchical")
              + " JPEG; saved as an ordinary JPEG or PNG, it can be scanned");
    }
    int halvings = halvings(limits);
    boolean fits = (width >> halvings) * (height >> halvings) <= limits.maxPixels();
    if (halvings == 0 || !fits) {
      checkWhole(name, limits);
    }
  }

  /**
   * Refuses a size that is outside the limits without being reduced.
   *
   * @throws MediaException TOO_LARGE or TOO_SMALL
   */
  void checkWhole(String name, MediaLimits limits) {
    limits.check(name, width, height);
  }

  /** After the name of the header chunk: both sides, bits of a sample, kind of colour. */
  private static PictureHeader ofPng(DataInputStream in) throws IOException {
    long width = Integer.toUnsignedLong(in.readInt());
    long height = Integer.toUnsignedLong(in.readInt());
    int bits = in.readUnsignedByte();
    int samples =
        switch (in.readUnsignedByte()) {
          case 2 -> 3; // RGB
          case 4 -> 2; // grey with opacity
          case 6 -> 4; // RGB with opacity
          case 0 -> 1; // grey
          default -> 0; // places in a palette, of which no mean can be taken
        };
    boolean canBeHalved =
        samples > 0 && bits >= 8 && width * height * samples * (bits / 8) <= MOST_WHOLE_BYTES;
    return new PictureHeader(
        width, height, canBeHalved ? Halving.DECODED : Halving.NONE, Coding.KNOWN);
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
        return Optional.of(
            new PictureHeader(in.readUnsignedShort(), height, Halving.DECODER, codingOf(marker)));
      }
      in.skipNBytes(Math.max(0, length - 2));
    }
  }

  /** Of the markers of ITU-T T.81 that begin a frame. */
  private static Coding codingOf(int startOfFrame) {
    return switch (startOfFrame & 0xF) {
      case 0, 1, 2, 3 -> Coding.KNOWN;
      case 5, 6, 7 -> Coding.HIERARCHICAL;
      default -> Coding.ARITHMETIC;
    };
  }

  private static Optional<PictureHeader> ofWebp(DataInputStream in) throws IOException {
    int kind = in.readInt();
    in.skipNBytes(4); // length of the chunk
    return switch (kind) {
      case 0x56503858 -> { // "VP8X": flags, then both sides less one in 24 bits
        in.skipNBytes(4);
        yield Optional.of(new PictureHeader(1 + littleEndian(in, 3), 1 + littleEndian(in, 3)));
      }
      case 0x5650384C -> { // "VP8L": a signature, then both sides less one in 14 bits
        in.skipNBytes(1);
        long bits = littleEndian(in, 4);
        yield Optional.of(new PictureHeader(1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)));
      }
      case 0x56503820 -> { // "VP8 ": frame tag and start code, then both sides in 14 bits
        in.skipNBytes(6);
        long width = littleEndian(in, 2) & 0x3FFF;
        yield Optional.of(new PictureHeader(width, littleEndian(in, 2) & 0x3FFF));
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
