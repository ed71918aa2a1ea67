package org.delocate.network.weights;

/** Half precision, IEEE 754's binary16, which Java 17 has no type for. */
final class Halves {

  private static final int EXPONENT = 0x1F;
  private static final int FRACTION = 0x3FF;
  private static final int FRACTION_BITS = 10;
  private static final int SIGN = 0x8000;

  /** What an exponent of fp32 has more than one of half precision. */
  private static final int MORE = 127 - 15;

  /** The smallest value above 0. */
  private static final float LEAST = 0x1p-24f;

  /** All values, by their bits: checkpoints hold millions of each. */
  private static final float[] VALUES = new float[1 << Short.SIZE];

  static {
    for (int bits = 0; bits < VALUES.length; bits++) {
      VALUES[bits] = calculated(bits);
    }
  }

  private Halves() {}

  /** The same values; exact, and not a number where {@code bits} are none. */
  static void values(short[] bits, float[] to) {
    float[] known = VALUES;
    for (int i = 0; i < bits.length; i++) {
      to[i] = known[bits[i] & 0xFFFF];
    }
  }

  private static float calculated(int bits) {
    int exponent = bits >>> FRACTION_BITS & EXPONENT;
    int fraction = bits & FRACTION;
    boolean negative = (bits & SIGN) != 0;
    if (exponent == 0) {
      float small = fraction * LEAST;
      return negative ? -small : small;
    }
    int wide = exponent == EXPONENT ? 0xFF : exponent + MORE;
    int shift = 23 - FRACTION_BITS;
    return Float.intBitsToFloat((negative ? 1 << 31 : 0) | wide << 23 | fraction << shift);
  }
}
