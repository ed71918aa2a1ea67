package org.delocate.training.run;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes one message in the wire format of protocol buffers, field by field. The format's source:
 * <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>. Only
 * what {@link EventFile} needs; a library of 2 MB for it would not earn its weight.
 */
final class ProtobufMessage {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A field of type int32, int64 or enum. */
  ProtobufMessage number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** A field of type double. */
  ProtobufMessage float64(int field, double value) {
    tag(field, FIXED_64);
    out.writeBytes(little(Double.BYTES).putDouble(value).array());
    return this;
  }

  /** A field of type float. */
  ProtobufMessage float32(int field, float value) {
    tag(field, FIXED_32);
    out.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  /** A field of type string. */
  ProtobufMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field that is a message itself. */
  ProtobufMessage message(int field, ProtobufMessage value) {
    return bytes(field, value.toBytes());
  }

  /** A field of type bytes. */
  ProtobufMessage bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
