package org.delocate.network.layer;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * Frees the tensors that a part of a network makes on its way as soon as that part is done, so that
 * the next part works in memory that is still in the processor's caches. Where gradients are asked
 * for, the engine needs all of them until the end, and nothing is freed.
 *
 * <pre>{@code
 * try (Intermediates passing = new Intermediates()) {
 *   return passing.keep(second.forward(first.forward(features)));
 * }
 * }</pre>
 */
public final class Intermediates implements AutoCloseable {

  private final PointerScope outer;
  private final PointerScope inner;

  public Intermediates() {
    boolean free = !GradMode.is_enabled();
    outer = free ? PointerScope.getInnerScope() : null;
    inner = free ? new PointerScope() : null;
  }

  /** The same tensor, which outlives this and belongs to the scope around it. */
  public Tensor keep(Tensor tensor) {
    if (inner == null) {
      return tensor;
    }
    // What an operation in place returns is its argument's handle, which this frees: hence a copy
    // of the handle, not of the values.
    Tensor kept = new Tensor(tensor);
    if (outer == null) {
      kept.retainReference();
    } else {
      outer.attach(kept);
    }
    return kept;
  }

  @Override
  public void close() {
    if (inner != null) {
      inner.close();
    }
  }
}
