package org.delocate.network.export;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.delocate.network.onnx.ConstantTensor;
import org.delocate.network.onnx.ElementType;
import org.delocate.network.onnx.OnnxGraph;
import org.delocate.network.onnx.Operators;
import org.delocate.network.onnx.Value;
import org.delocate.network.weights.Safetensors;

/**
 * The weights of a checkpoint as constants of a graph, under their own names. What the checkpoint
 * keeps in half precision stays so in the file, and is widened in front of whoever uses it: nothing
 * is lost, and programs do it once, when they read the file. That is also why batch normalisation
 * is not folded into the weights here: the products would be no halves.
 */
final class StoredWeights {

  private final OnnxGraph graph;
  private final Safetensors file;
  private final Map<String, Value> taken = new HashMap<>();

  StoredWeights(OnnxGraph graph, Safetensors file) {
    this.graph = graph;
    this.file = file;
  }

  boolean has(String name) {
    return file.names().contains(name);
  }

  /** Names of those that nobody took. */
  List<String> unused() {
    return file.names().stream().filter(name -> !taken.containsKey(name)).sorted().toList();
  }

  long[] shape(String name) {
    return file.shape(name);
  }

  /**
   * A tensor, in fp32 for whoever uses it.
   *
   * @throws org.delocate.network.weights.CheckpointException if there is none of this name, or a
   *     value is not finite
   */
  Value get(String name) {
    return taken.computeIfAbsent(name, this::read);
  }

  private Value read(String name) {
    long[] shape = file.shape(name);
    if (file.type(name) != Safetensors.Type.F16) {
      return graph.constant(name, ConstantTensor.floats(file.values(name), shape));
    }
    Value stored =
        graph.constant(name, new ConstantTensor(ElementType.FLOAT16, shape, file.stored(name)));
    return new Operators(graph).as(ElementType.FLOAT, stored);
  }
}
