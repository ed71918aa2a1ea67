package org.delocate.network.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Values that are known when a model is written.
 *
 * @param shape sizes of the axes; none: one value
 * @param size bytes of all values
 * @param writer puts so many bytes into a buffer in little-endian order, row by row: large values
 *     need not be there before they are written, which may happen more than once
 */
public record ConstantTensor(
    ElementType type, long[] shape, int size, Consumer<ByteBuffer> writer) {

  /** FP32, row by row; not copied. */
  public static ConstantTensor floats(float[] values, long... shape) {
    check(values.length, shape);
    return floats(() -> values, shape);
  }

  /** FP32, row by row, of which there are so many when they are asked for. */
  public static ConstantTensor floats(Supplier<float[]> values, long... shape) {
    return written(
        out -> {
          float[] now = values.get();
          out.asFloatBuffer().put(now);
          out.position(out.position() + Float.BYTES * now.length);
        },
        shape);
  }

  /** FP32 that a writer puts, row by row. */
  public static ConstantTensor written(Consumer<ByteBuffer> writer, long... shape) {
    return new ConstantTensor(
        ElementType.FLOAT, shape, Math.multiplyExact(Float.BYTES, count(shape)), writer);
  }

  /** Whole numbers, row by row; not copied. */
  public static ConstantTensor integers(long[] values, long... shape) {
    check(values.length, shape);
    return new ConstantTensor(
        ElementType.INT64,
        shape,
        Long.BYTES * values.length,
        out -> {
          for (long value : values) {
            out.putLong(value);
          }
        });
  }

  /** Truths, row by row; not copied. */
  public static ConstantTensor truths(boolean[] values, long... shape) {
    check(values.length, shape);
    return new ConstantTensor(
        ElementType.BOOL,
        shape,
        values.length,
        out -> {
          for (boolean value : values) {
            out.put((byte) (value ? 1 : 0));
          }
        });
  }

  private static int count(long[] shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  private static void check(int count, long[] shape) {
    if (count(shape) != count) {
      throw new IllegalArgumentException(count + " values for the shape " + Arrays.toString(shape));
    }
  }

  /** A {@code TensorProto}. */
  ProtoMessage message(String name) {
    ProtoMessage tensor = new ProtoMessage();
    for (long side : shape) {
      tensor.integer(1, side);
    }
    return tensor.integer(2, type.number()).text(8, name).bytes(9, size, writer);
  }
}
