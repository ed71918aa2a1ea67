package org.delocate.network.layer;

import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;

/**
 * Multi-head self-attention, written out as {@code softmax(QKᵀ/√d)·V}.
 *
 * <p>The engine's fused operator is slow in bf16 and has no second derivative; this has one, which
 * second-order meta-learning needs.
 */
public final class SelfAttention extends Module implements Preparable {

  private final int heads;
  private final PreparedLinear queriesKeysValues;
  private final PreparedLinear projection;

  public SelfAttention(int width, int heads) {
    this.heads = heads;
    queriesKeysValues =
        new PreparedLinear(
            register_module("qkv", Layers.linear(width, 3 * width)), Activation.NONE);
    projection =
        new PreparedLinear(register_module("proj", Layers.linear(width, width)), Activation.NONE);
  }

  /** {@code [B, N, C] -> [B, N, C]}. */
  public Tensor forward(Tensor tokens) {
    long batch = tokens.size(0);
    long count = tokens.size(1);
    long width = tokens.size(2);
    long perHead = width / heads;
    try (Intermediates passing = new Intermediates()) {
      // [B, N, 3C] -> [3, B, H, N, C/H]
      Tensor split =
          queriesKeysValues
              .forward(tokens)
              .reshape(batch, count, 3, heads, perHead)
              .permute(2, 0, 3, 1, 4);
      Tensor queries = split.select(0, 0).mul(new Scalar(1 / Math.sqrt((double) perHead)));
      Tensor keys = split.select(0, 1);
      Tensor values = split.select(0, 2);
      Tensor attention = queries.matmul(keys.transpose(-2, -1)).softmax(-1); // [B, H, N, N]
      Tensor mixed = attention.matmul(values).transpose(1, 2).reshape(batch, count, width);
      return passing.keep(projection.forward(mixed));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    queriesKeysValues.prepare(type);
    projection.prepare(type);
  }
}
