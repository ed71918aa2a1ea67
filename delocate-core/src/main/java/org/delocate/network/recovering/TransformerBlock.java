package org.delocate.network.recovering;

import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.layer.Intermediates;
import org.delocate.network.layer.Layers;
import org.delocate.network.layer.Preparable;
import org.delocate.network.layer.PreparedLinear;
import org.delocate.network.layer.SelfAttention;

/** A pre-norm transformer block of ViT: attention and a two-layer perceptron, each added on. */
final class TransformerBlock extends Module implements Preparable {

  private final LayerNormImpl firstNorm;
  private final SelfAttention attention;
  private final LayerNormImpl secondNorm;
  private final PreparedLinear widen;
  private final PreparedLinear narrow;

  TransformerBlock(int width, int heads, int mlpRatio) {
    firstNorm = register_module("norm1", Layers.layerNorm(width));
    attention = register_module("attn", new SelfAttention(width, heads));
    secondNorm = register_module("norm2", Layers.layerNorm(width));
    widen =
        new PreparedLinear(
            register_module("fc1", Layers.linear(width, mlpRatio * width)), Activation.GELU);
    narrow =
        new PreparedLinear(
            register_module("fc2", Layers.linear(mlpRatio * width, width)), Activation.NONE);
  }

  /** {@code [B, N, C] -> [B, N, C]}. */
  Tensor forward(Tensor tokens) {
    try (Intermediates passing = new Intermediates()) {
      Tensor attended = tokens.add(attention.forward(firstNorm.forward(tokens)));
      Tensor hidden = widen.forward(secondNorm.forward(attended));
      return passing.keep(attended.add(narrow.forward(hidden)));
    }
  }

  @Override
  public void prepare(torch.ScalarType type) {
    attention.prepare(type);
    widen.prepare(type);
    narrow.prepare(type);
  }
}
