package org.delocate.media.read;

import java.nio.ByteBuffer;

/**
 * Tells the pictures of which OpenCV makes what a viewer sees: JPEG, and PNG and WebP of 8 bits
 * without transparency, animation or a curve of their own.
 */
final class PlainPictures {

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PNG_HEADER = 33;
  private static final int PNG_DATA = 0x49444154;
  private static final int PNG_TRANSPARENCY = 0x74524E53;
  private static final int PNG_CODING = 0x63494350;
  private static final int PNG_ALPHA = 4;
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int WEBP_LOSSY = 0x56503820;
  private static final int WEBP_LOSSLESS = 0x5650384C;
  private static final int WEBP_EXTENDED = 0x56503858;
  private static final int WEBP_ALPHA_OR_ANIMATION = 0x12;

  private PlainPictures() {}

  static boolean is(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    if (encoded.length < PNG_HEADER) {
      return false;
    }
    if (bytes.getShort(0) == (short) 0xFFD8) {
      return true;
    }
    if (bytes.getLong(0) == PNG_SIGNATURE) {
      return isPlainPng(bytes);
    }
    return bytes.getInt(0) == RIFF && bytes.getInt(8) == WEBP && isPlainWebp(bytes);
  }

  private static boolean isPlainPng(ByteBuffer bytes) {
    if (bytes.get(24) > 8 || (bytes.get(25) & PNG_ALPHA) != 0) {
      return false;
    }
    long at = PNG_HEADER;
    while (at + 8 <= bytes.limit()) {
      int name = bytes.getInt((int) at + 4);
      if (name == PNG_TRANSPARENCY || name == PNG_CODING) {
        return false;
      }
      if (name == PNG_DATA) {
        return true;
      }
      at += 12 + Integer.toUnsignedLong(bytes.getInt((int) at));
    }
    return true;
  }

  private static boolean isPlainWebp(ByteBuffer bytes) {
    return switch (bytes.getInt(12)) {
      case WEBP_LOSSY -> true;
      case WEBP_LOSSLESS -> (bytes.get(24) & 0x10) == 0;
      case WEBP_EXTENDED -> (bytes.get(20) & WEBP_ALPHA_OR_ANIMATION) == 0;
      default -> false;
    };
  }
}
