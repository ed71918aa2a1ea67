package org.delocate.network.export;

import java.util.List;
import org.delocate.network.input.VitSettings;
import org.delocate.network.layer.FusedOperator.Activation;
import org.delocate.network.onnx.Attributes;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;

/** The blocks of a ViT, {@code TransformerBlock}, as a graph. */
record TransformerGraph(LayerGraph layers, VitSettings sizes) {

  /**
   * All blocks.
   *
   * @param name of their weights without the number
   * @param tokens {@code [B, N, C]}
   */
  Value forward(String name, Value tokens) {
    Value values = tokens;
    for (int i = 0; i < sizes.depth(); i++) {
      values = block(name + i, values);
    }
    return values;
  }

  private Value block(String name, Value tokens) {
    Operators operators = layers.operators();
    Value attended =
        operators.add(tokens, attention(name + ".attn", layers.layerNorm(name + ".norm1", tokens)));
    Value hidden = layers.linear(name + ".fc1", layers.layerNorm(name + ".norm2", attended));
    Value narrowed = layers.linear(name + ".fc2", layers.activated(Activation.GELU, hidden));
    return operators.add(attended, narrowed);
  }

  private Value attention(String name, Value tokens) {
    Operators operators = layers.operators();
    long perHead = sizes.width() / sizes.heads();
    List<Value> parts =
        layers
            .graph()
            .node(
                "Split",
                3,
                new Attributes().integer("axis", -1).integer("num_outputs", 3),
                layers.linear(name + ".qkv", tokens));
    Value queries =
        operators.multiply(heads(parts.get(0), 0, 2, 1, 3), 1 / Math.sqrt((double) perHead));
    Value keys = heads(parts.get(1), 0, 2, 3, 1); // [B, H, C/H, N]
    Value values = heads(parts.get(2), 0, 2, 1, 3); // [B, H, N, C/H]
    Value weights =
        layers
            .graph()
            .node(
                "Softmax", new Attributes().integer("axis", -1), operators.product(queries, keys));
    Value mixed = operators.transpose(operators.product(weights, values), 0, 2, 1, 3);
    // 0: as many as there are.
    return layers.linear(name + ".proj", operators.reshape(mixed, 0, 0, sizes.width()));
  }

  /** {@code [B, N, C]} as {@code [B, N, H, C/H]}, its axes in another order. */
  private Value heads(Value values, long... axes) {
    long perHead = sizes.width() / sizes.heads();
    Value split = layers.operators().reshape(values, 0, 0, sizes.heads(), perHead);
    return layers.operators().transpose(split, axes);
  }
}
