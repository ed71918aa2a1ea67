package org.delocate.face.region;

import java.util.BitSet;

/**
 * A set of patches of a square crop that is cut into {@code side × side} patches.
 *
 * @param side patches along one side
 * @param patches bit {@code row * side + column}; not copied, never changed
 */
public record PatchMask(int side, BitSet patches) {

  public PatchMask {
    if (side < 1 || patches.length() > side * side) {
      throw new IllegalArgumentException(
          "patch " + patches.length() + " in a grid of side " + side);
    }
  }

  public boolean contains(int row, int column) {
    return patches.get(row * side + column);
  }

  public int count() {
    return patches.cardinality();
  }
}
