package org.delocate.media.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.delocate.media.image.Image;

/** Pictures as files, put together byte by byte: what no encoder of ours writes. */
final class Stills {

  private Stills() {}

  /** Exif data of one entry, an orientation, in the order of bytes of Intel or Motorola. */
  static byte[] exif(int orientation, ByteOrder order) {
    ByteBuffer exif = ByteBuffer.allocate(26).order(order);
    exif.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    exif.putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 274).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    return exif.array();
  }

  /** Puts a chunk behind the header of a PNG. */
  static byte[] withChunk(byte[] png, String name, byte[] data) {
    ByteBuffer joined = ByteBuffer.allocate(png.length + 12 + data.length);
    joined.put(png, 0, 33);
    putChunk(joined, name, data);
    return joined.put(png, 33, png.length - 33).array();
  }

  /**
   * A PNG without filters.
   *
   * @param type 0 grey, 2 RGB, 4 grey with alpha, 6 RGB with alpha
   * @param samples rows of samples, the higher byte first where they have 16 bits
   */
  static byte[] png(int width, int height, int depth, int type, byte[] samples) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {(byte) depth, (byte) type, 0, 0, 0})
            .array();
    int row = samples.length / height;
    byte[] filtered = new byte[samples.length + height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(samples, y * row, filtered, y * (row + 1) + 1, row);
    }
    Deflater deflater = new Deflater();
    deflater.setInput(filtered);
    deflater.finish();
    byte[] packed = new byte[filtered.length + 1024];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + length + 12);
    png.putLong(0x89504E470D0A1A0AL);
    putChunk(png, "IHDR", header);
    putChunk(png, "IDAT", Arrays.copyOf(packed, length));
    putChunk(png, "IEND", new byte[0]);
    return png.array();
  }

  private static void putChunk(ByteBuffer png, String name, byte[] data) {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(data);
    png.putInt(data.length).put(type).put(data).putInt((int) crc.getValue());
  }

  /** The samples of a picture with an alpha channel, in which one half is transparent or not. */
  static byte[] withAlpha(Image image, int alphaOfRightHalf) {
    byte[] rgba = new byte[image.width() * image.height() * 4];
    for (int i = 0; i < image.width() * image.height(); i++) {
      System.arraycopy(image.rgb(), 3 * i, rgba, 4 * i, 3);
      boolean right = i % image.width() >= image.width() / 2;
      rgba[4 * i + 3] = (byte) (right ? alphaOfRightHalf : 255);
    }
    return rgba;
  }

  /** Samples of 16 bits, the higher byte first: each byte twice. */
  static byte[] deep(byte[] samples) {
    byte[] deep = new byte[2 * samples.length];
    for (int i = 0; i < samples.length; i++) {
      deep[2 * i] = samples[i];
      deep[2 * i + 1] = samples[i];
    }
    return deep;
  }

  /** An uncompressed TIFF of RGB, 8 or 16 bits, in the order of bytes of Intel or Motorola. */
  static byte[] tiff(Image image, int bits, int orientation, ByteOrder order) {
    byte[] samples = bits == 16 ? deep(image.rgb()) : image.rgb();
    int[][] entries = {
      {256, 4, 1, image.width()},
      {257, 4, 1, image.height()},
      {258, 3, 3, 8},
      {259, 3, 1, 1},
      {262, 3, 1, 2},
      {273, 4, 1, 14},
      {274, 3, 1, orientation},
      {277, 3, 1, 3},
      {278, 4, 1, image.height()},
      {279, 4, 1, samples.length},
    };
    int directory = 14 + samples.length;
    ByteBuffer tiff = ByteBuffer.allocate(directory + 2 + 12 * entries.length + 4).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(directory);
    for (int i = 0; i < 3; i++) {
      tiff.putShort((short) bits);
    }
    tiff.put(samples).putShort((short) entries.length);
    for (int[] entry : entries) {
      tiff.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
      if (entry[1] == 3 && entry[2] == 1) {
        tiff.putShort((short) entry[3]).putShort((short) 0);
      } else {
        tiff.putInt(entry[3]);
      }
    }
    return tiff.putInt(0).array();
  }

  /** One frame of an animated WebP: a still WebP, where it goes, how long it stays. */
  record WebpFrame(byte[] still, int left, int top, int width, int height, int millis, int flags) {}

  /** An animated WebP of still ones. */
  static byte[] animatedWebp(int width, int height, List<WebpFrame> frames) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    ByteBuffer extended = littleEndian(10).putInt(0x12);
    putThree(putThree(extended, width - 1), height - 1);
    chunks.writeBytes(webpChunk("VP8X", bytes(extended)));
    chunks.writeBytes(webpChunk("ANIM", new byte[6]));
    for (WebpFrame frame : frames) {
      byte[] data = withoutRiff(frame.still());
      ByteBuffer head = littleEndian(16 + data.length);
      putThree(putThree(head, frame.left() / 2), frame.top() / 2);
      putThree(putThree(head, frame.width() - 1), frame.height() - 1);
      putThree(head, frame.millis()).put((byte) frame.flags()).put(data);
      chunks.writeBytes(webpChunk("ANMF", bytes(head)));
    }
    return riff(chunks.toByteArray());
  }

  /** A still WebP with Exif data behind it. */
  static byte[] webpWithExif(byte[] still, int width, int height, byte[] exif) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    ByteBuffer extended = littleEndian(10).putInt(0x08);
    putThree(putThree(extended, width - 1), height - 1);
    chunks.writeBytes(webpChunk("VP8X", bytes(extended)));
    chunks.writeBytes(withoutRiff(still));
    chunks.writeBytes(webpChunk("EXIF", exif));
    return riff(chunks.toByteArray());
  }

  private static byte[] riff(byte[] chunks) {
    ByteBuffer riff = littleEndian(12 + chunks.length);
    riff.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + chunks.length);
    return bytes(riff.put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(chunks));
  }

  /** The chunks of a still WebP that hold its picture. */
  private static byte[] withoutRiff(byte[] still) {
    int start = new String(still, 12, 4, StandardCharsets.US_ASCII).equals("VP8X") ? 30 : 12;
    return Arrays.copyOfRange(still, start, still.length);
  }

  private static byte[] webpChunk(String name, byte[] data) {
    ByteBuffer chunk = littleEndian(8 + data.length + data.length % 2);
    return bytes(chunk.put(name.getBytes(StandardCharsets.US_ASCII)).putInt(data.length).put(data));
  }

  /** All that a buffer holds, however far it was filled. */
  private static byte[] bytes(ByteBuffer buffer) {
    byte[] all = new byte[buffer.capacity()];
    buffer.rewind().get(all);
    return all;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer putThree(ByteBuffer buffer, int value) {
    return buffer.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
  }
}
