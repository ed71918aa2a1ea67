package org.delocate.media.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
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

  /**
   * An animated PNG without filters.
   *
   * @param frames RGBA of 8 bits, each shown for 1/25 of a second
   */
  static byte[] apng(int width, int height, List<byte[]> frames) {
    byte[] first = png(width, height, 8, 6, frames.get(0));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(first, 0, 33);
    ByteBuffer control = ByteBuffer.allocate(12 + 8);
    putChunk(control, "acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(0).array());
    file.writeBytes(control.array());
    int number = 0;
    for (byte[] frame : frames) {
      ByteBuffer shown = ByteBuffer.allocate(26).putInt(number++).putInt(width).putInt(height);
      shown.putInt(0).putInt(0).putShort((short) 1).putShort((short) 25);
      ByteBuffer head = ByteBuffer.allocate(12 + 26);
      putChunk(head, "fcTL", shown.array());
      file.writeBytes(head.array());
      byte[] png = png(width, height, 8, 6, frame);
      byte[] packed = Arrays.copyOfRange(png, 41, png.length - 16);
      boolean later = number > 1;
      ByteBuffer data = ByteBuffer.allocate(packed.length + (later ? 4 : 0));
      if (later) {
        data.putInt(number++);
      }
      data.put(packed);
      ByteBuffer chunk = ByteBuffer.allocate(12 + data.capacity());
      putChunk(chunk, later ? "fdAT" : "IDAT", data.array());
      file.writeBytes(chunk.array());
    }
    file.write(first, first.length - 12, 12);
    return file.toByteArray();
  }

  /** A still WebP without loss, of RGBA. */
  static byte[] webp(int width, int height, byte[] rgba) {
    try (PointerScope scope = new PointerScope()) {
      Mat mat = new Mat(height, width, opencv_core.CV_8UC4, new BytePointer(rgba));
      Mat bgra = new Mat();
      opencv_imgproc.cvtColor(mat, bgra, opencv_imgproc.COLOR_RGBA2BGRA);
      BytePointer encoded = new BytePointer();
      IntPointer lossless = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101);
      if (!opencv_imgcodecs.imencode(".webp", bgra, encoded, lossless)) {
        throw new AssertionError("OpenCV cannot write WebP");
      }
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
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

  /** RGBA whose colours are multiplied by their opacity. */
  static byte[] multiplied(byte[] rgba) {
    byte[] multiplied = rgba.clone();
    for (int i = 0; i < rgba.length; i++) {
      int opacity = rgba[i | 3] & 0xFF;
      multiplied[i] = (i & 3) == 3 ? rgba[i] : (byte) ((rgba[i] & 0xFF) * opacity / 255);
    }
    return multiplied;
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
    return tiff(image.width(), image.height(), samples, bits, orientation, 0, order);
  }

  /**
   * An uncompressed TIFF of RGB and opacity, 8 bits.
   *
   * @param kind of opacity: 1 if colours are multiplied by it, 2 if not
   */
  static byte[] tiffWithAlpha(int width, int height, byte[] rgba, int kind) {
    return tiff(width, height, rgba, 8, 1, kind, ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] tiff(
      int width,
      int height,
      byte[] samples,
      int bits,
      int orientation,
      int opacity,
      ByteOrder order) {
    int channels = opacity == 0 ? 3 : 4;
    List<int[]> entries =
        new ArrayList<>(
            List.of(
                new int[] {256, 4, 1, width},
                new int[] {257, 4, 1, height},
                new int[] {258, 3, channels, 8},
                new int[] {259, 3, 1, 1},
                new int[] {262, 3, 1, 2},
                new int[] {273, 4, 1, 16},
                new int[] {274, 3, 1, orientation},
                new int[] {277, 3, 1, channels},
                new int[] {278, 4, 1, height},
                new int[] {279, 4, 1, samples.length}));
    if (opacity != 0) {
      entries.add(new int[] {338, 3, 1, opacity});
    }
    int directory = 16 + samples.length;
    ByteBuffer tiff = ByteBuffer.allocate(directory + 2 + 12 * entries.size() + 4).order(order);
    tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(directory);
    for (int i = 0; i < 4; i++) {
      tiff.putShort((short) bits);
    }
    tiff.put(samples).putShort((short) entries.size());
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
