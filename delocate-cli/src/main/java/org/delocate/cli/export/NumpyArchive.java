package org.delocate.cli.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Arrays by name as {@code numpy.load} reads them: a ZIP archive of files in the format NPY 1.0,
 * each a magic word, a header in Python's notation, and the values in little-endian order.
 */
final class NumpyArchive {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The values begin at a multiple of this. */
  private static final int ALIGNMENT = 64;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(content);

  /** Bytes without a sign. */
  void bytes(String name, byte[] values, long... shape) {
    add(name, "|u1", values, shape);
  }

  void truths(String name, List<Boolean> values) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values.get(i) ? 1 : 0);
    }
    add(name, "|b1", bytes, values.size());
  }

  void integers(String name, long[] values, long... shape) {
    byte[] bytes = new byte[Long.BYTES * values.length];
    littleEndian(bytes).asLongBuffer().put(values);
    add(name, "<i8", bytes, shape);
  }

  void reals(String name, List<Double> values) {
    byte[] bytes = new byte[Double.BYTES * values.size()];
    values.forEach(littleEndian(bytes)::putDouble);
    add(name, "<f8", bytes, values.size());
  }

  void singles(String name, List<Float> values, long... shape) {
    byte[] bytes = new byte[Float.BYTES * values.size()];
    values.forEach(littleEndian(bytes)::putFloat);
    add(name, "<f4", bytes, shape);
  }

  /** The whole archive; nothing can be added any more. */
  byte[] content() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    return content.toByteArray();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void add(String name, String type, byte[] values, long... shape) {
    try {
      zip.putNextEntry(new ZipEntry(name + ".npy"));
      zip.write(MAGIC);
      byte[] header = header(type, shape);
      zip.write(header.length & 0xFF);
      zip.write(header.length >> 8);
      zip.write(header);
      zip.write(values);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
  }

  private static byte[] header(String type, long... shape) {
    String sides =
        Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ",)"));
    String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + sides + ", }";
    int before = MAGIC.length + Short.BYTES;
    int padding = ALIGNMENT - (before + text.length() + 1) % ALIGNMENT;
    return (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
