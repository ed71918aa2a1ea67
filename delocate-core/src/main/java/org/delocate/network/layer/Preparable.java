package org.delocate.network.layer;

import org.bytedeco.pytorch.global.torch;

/** A part of a network that can be made faster once it has nothing more to learn. */
public interface Preparable {

  /**
   * Turns layers into single operations of oneDNN. They can no longer learn, nor be saved: their
   * own weights are let go of. In evaluation mode only, not inside a {@code PointerScope}, and only
   * where {@link FusedOperator#areThere}; a second call does nothing.
   *
   * @param type numbers to calculate in: fp32 or bf16
   */
  void prepare(torch.ScalarType type);

  /** Several of them. */
  static void prepare(torch.ScalarType type, Iterable<? extends Preparable> parts) {
    parts.forEach(part -> part.prepare(type));
  }
}
