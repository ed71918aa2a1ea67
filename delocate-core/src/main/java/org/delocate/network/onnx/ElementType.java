package org.delocate.network.onnx;

/** What the values of a tensor are, by the numbers of ONNX's {@code TensorProto.DataType}. */
public enum ElementType {
  /** 32 bits of IEEE 754. */
  FLOAT(1),
  /** A byte, 0 to 255. */
  UINT8(2),
  /** 64 bits, signed. */
  INT64(7),
  /** A byte, 0 or 1. */
  BOOL(9),
  /** 16 bits of IEEE 754. */
  FLOAT16(10);

  private final int number;

  ElementType(int number) {
    this.number = number;
  }

  /** ONNX's number of it. */
  public int number() {
    return number;
  }
}
