package org.delocate.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  private final List<ByteBuffer> parts = new ArrayList<>();
  private long size;

  ProtoMessage integer(int field, long value) {
    tag(field, VARIABLE);
    return variable(value);
  }

  ProtoMessage real(int field, float value) {
    tag(field, FOUR_BYTES);
    return append(
        ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).flip());
  }

  ProtoMessage text(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** What the buffer holds from position to limit; it is not copied. */
  ProtoMessage bytes(int field, ByteBuffer value) {
    tag(field, COUNTED);
    return variable(value.remaining()).append(value.duplicate());
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

  void writeTo(ByteBuffer out) {
    parts.forEach(part -> out.put(part.duplicate()));
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
    return append(ByteBuffer.wrap(Arrays.copyOf(bytes, length)));
  }

  private ProtoMessage append(ByteBuffer bytes) {
    parts.add(bytes);
    size += bytes.remaining();
    return this;
  }
}
