package org.delocate.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * One message of Protocol Buffers, field by field in their order. Fields that hold messages share
 * the bytes of these, so that weights are not copied on their way through tensor, graph and model.
 *
 * <p>Three kinds of fields are all that ONNX asks for: numbers of variable length, four bytes, and
 * bytes that are counted. Hence no library for them, which would be on every user's class path.
 */
final class ProtoMessage {

  private static final int VARIABLE = 0;
  private static final int COUNTED = 2;
  private static final int FOUR_BYTES = 5;
  private static final int LONGEST_NUMBER = 10;

  /** Some bytes, which may not be there before they are written. */
  private record Part(int size, Consumer<ByteBuffer> writer) {}

  private final List<Part> parts = new ArrayList<>();
  private long size;

  ProtoMessage integer(int field, long value) {
    tag(field, VARIABLE);
    return variable(value);
  }

  ProtoMessage real(int field, float value) {
    tag(field, FOUR_BYTES);
    return append(Float.BYTES, out -> out.putFloat(value));
  }

  ProtoMessage text(int field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return bytes(field, bytes.length, out -> out.put(bytes));
  }

  /** So many bytes, which a writer puts into a little-endian buffer when the message is written. */
  ProtoMessage bytes(int field, int count, Consumer<ByteBuffer> writer) {
    tag(field, COUNTED);
    return variable(count).append(count, writer);
  }

  ProtoMessage message(int field, ProtoMessage value) {
    tag(field, COUNTED);
    return variable(value.size).append(value);
  }

  /** The fields of another message behind those of this one. */
  ProtoMessage append(ProtoMessage others) {
    parts.addAll(others.parts);
    size += others.size;
    return this;
  }

  /** Bytes of all fields. */
  long size() {
    return size;
  }

  /**
   * Writes all fields.
   *
   * @param out with room for them; its order of bytes becomes that of the format
   * @throws IllegalStateException if a writer puts another number of bytes than it said
   */
  void writeTo(ByteBuffer out) {
    out.order(ByteOrder.LITTLE_ENDIAN);
    for (Part part : parts) {
      int end = out.position() + part.size();
      part.writer().accept(out);
      if (out.position() != end) {
        throw new IllegalStateException(
            "a part of " + part.size() + " bytes that ended at " + out.position() + " of " + end);
      }
    }
  }

  private void tag(int field, int kind) {
    variable(((long) field << 3) | kind);
  }

  /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
  private ProtoMessage variable(long value) {
    byte[] bytes = new byte[LONGEST_NUMBER];
    int length = 0;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    byte[] number = Arrays.copyOf(bytes, length);
    return append(length, out -> out.put(number));
  }

  private ProtoMessage append(int count, Consumer<ByteBuffer> writer) {
    parts.add(new Part(count, writer));
    size += count;
    return this;
  }
}
