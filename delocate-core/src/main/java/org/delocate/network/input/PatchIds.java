package org.delocate.network.input;

import java.util.Arrays;
import java.util.BitSet;
import org.bytedeco.pytorch.Tensor;

/**
 * Which patches of each sample are hidden from the encoder, and which it sees.
 *
 * <p>Every sample of a batch has the same number of hidden patches, so both tensors are rectangular
 * (see {@link PatchSelection}). Native memory: close, or make inside a {@code PointerScope}.
 *
 * @param visible {@code [B, V]} of int64, ascending in each row
 * @param masked {@code [B, M]} of int64, ascending in each row; {@code V + M} is the number of
 *     patches
 */
public record PatchIds(Tensor visible, Tensor masked) implements AutoCloseable {

  /**
   * @param masked the hidden patches of each sample: rows of the same length, without repetition
   * @param patches patches of an image, at least one more than are hidden
   * @throws IllegalArgumentException if rows differ in length, repeat a patch or leave the grid
   */
  public static PatchIds of(int[][] masked, int patches) {
    if (masked.length == 0 || masked[0].length == 0 || masked[0].length >= patches) {
      throw new IllegalArgumentException(
          "a batch needs samples, and each some hidden and some visible patches");
    }
    int hidden = masked[0].length;
    int seen = patches - hidden;
    long[] maskedIds = new long[masked.length * hidden];
    long[] visibleIds = new long[masked.length * seen];
    for (int sample = 0; sample < masked.length; sample++) {
      BitSet set = new BitSet(patches);
      Arrays.stream(masked[sample]).forEach(set::set);
      if (masked[sample].length != hidden
          || set.cardinality() != hidden
          || set.length() > patches) {
        throw new IllegalArgumentException(
            "sample " + sample + " does not hide " + hidden + " different patches of " + patches);
      }
      int maskedAt = sample * hidden;
      int visibleAt = sample * seen;
      for (int patch = 0; patch < patches; patch++) {
        if (set.get(patch)) {
          maskedIds[maskedAt++] = patch;
        } else {
          visibleIds[visibleAt++] = patch;
        }
      }
    }
    return new PatchIds(
        Tensor.create(visibleIds, masked.length, seen),
        Tensor.create(maskedIds, masked.length, hidden));
  }

  /**
   * The ids for {@link org.delocate.network.recovering.RecoveringNetwork#recoverParts}: three rows
   * for each face.
   *
   * @param parts {@code [face][part][patch]}; the order of the parts is that of {@link
   *     org.delocate.face.region.FacialPart}
   * @param patches patches of an image
   * @return tensors with row {@code 3 * face + part}
   */
  public static PatchIds ofParts(int[][][] parts, int patches) {
    int[][] rows = new int[parts.length * PatchSelection.PARTS][];
    for (int face = 0; face < parts.length; face++) {
      if (parts[face].length != PatchSelection.PARTS) {
        throw new IllegalArgumentException(
            "face " + face + " has " + parts[face].length + " parts");
      }
      System.arraycopy(parts[face], 0, rows, face * PatchSelection.PARTS, PatchSelection.PARTS);
    }
    return of(rows, patches);
  }

  /** Number of rows. */
  public long samples() {
    return masked.size(0);
  }

  /** Rows {@code first} to {@code first + count - 1}; shares memory. */
  public PatchIds rows(long first, long count) {
    return new PatchIds(visible.narrow(0, first, count), masked.narrow(0, first, count));
  }

  @Override
  public void close() {
    visible.close();
    masked.close();
  }
}
