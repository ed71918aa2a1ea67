package org.delocate.network;

import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A pre-norm transformer block of ViT: attention and a two-layer perceptron, each added on. */
final class TransformerBlock extends Module {

  private final LayerNormImpl firstNorm;
  private final SelfAttention attention;
  private final LayerNormImpl secondNorm;
  private final LinearImpl widen;
  private final LinearImpl narrow;

  TransformerBlock(int width, int heads, int mlpRatio) {
    firstNorm = register_module("norm1", Layers.layerNorm(width));
    attention = register_module("attn", new SelfAttention(width, heads));
    secondNorm = register_module("norm2", Layers.layerNorm(width));
    widen = register_module("fc1", Layers.linear(width, mlpRatio * width));
    narrow = register_module("fc2", Layers.linear(mlpRatio * width, width));
  }

  /** {@code [B, N, C] -> [B, N, C]}. */
  Tensor forward(Tensor tokens) {
    Tensor attended = tokens.add(attention.forward(firstNorm.forward(tokens)));
    Tensor hidden = torch.gelu(widen.forward(secondNorm.forward(attended)));
    return attended.add(narrow.forward(hidden));
  }
}
