package org.delocate.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Values that are known when a model is written.
 *
 * @param shape sizes of the axes; none: one value
 * @param bytes all values in little-endian order, row by row, from position to limit; not copied
 */
public record ConstantTensor(ElementType type, long[] shape, ByteBuffer bytes) {

  /** FP32, row by row. */
  public static ConstantTensor floats(float[] values, long... shape) {
    check(values.length, shape);
    ByteBuffer bytes = littleEndian(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return new ConstantTensor(ElementType.FLOAT, shape, bytes);
  }

  /** Whole numbers, row by row. */
  public static ConstantTensor integers(long[] values, long... shape) {
    check(values.length, shape);
    ByteBuffer bytes = littleEndian(Long.BYTES * values.length);
    bytes.asLongBuffer().put(values);
    return new ConstantTensor(ElementType.INT64, shape, bytes);
  }

  /** Truths, row by row. */
  public static ConstantTensor truths(boolean[] values, long... shape) {
    check(values.length, shape);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return new ConstantTensor(ElementType.BOOL, shape, ByteBuffer.wrap(bytes));
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void check(int count, long[] shape) {
    if (Arrays.stream(shape).reduce(1, Math::multiplyExact) != count) {
      throw new IllegalArgumentException(count + " values for the shape " + Arrays.toString(shape));
    }
  }

  /** A {@code TensorProto}. */
  ProtoMessage message(String name) {
    ProtoMessage tensor = new ProtoMessage();
    for (long side : shape) {
      tensor.integer(1, side);
    }
    return tensor.integer(2, type.number()).text(8, name).bytes(9, bytes);
  }
}
